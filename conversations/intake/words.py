"""The words that order messages are made of, around the facts: Indonesian first, then English and its neighbours.

People leave out the vowels ("psn", "trmksh"), so that words stand for their skeletons too.
"""

import re
from collections.abc import Iterable

from conversations.characters import words

_VOWELS = re.compile(r"(?<=.)[aeiouáéíóú']")
_LEAST_BONES = 3  # letters; shorter ones may be sizes and abbreviations of anything
_SPARED = words("clr prpl blck wht")  # and these are colours


def _with_skeletons(table: str) -> frozenset[str]:
    said = words(table)
    bones = {_VOWELS.sub("", word) for word in said if word.isalpha()}
    return said | {bone for bone in bones - _SPARED if len(bone) >= _LEAST_BONES}


# Politeness and greetings: never part of an item or a name.
POLITE = _with_skeletons("""
    aduh waduh duh takpe takpelah tabe tabik tabea sampurasun horas kulonuwun nuwun
    assalamu'alaikum assalamu assalam'alaikum alaikum alaikum. ass aslm askum wr wb mba mbk
    lg langsung lgsg lgs también tambien si sí
    halo hallo hai hi hello hey kak kakak ka min mimin admin gan agan sis sist bang bro om tante bu pak mas mbak
    selamat pagi siang sore malam assalamualaikum permisi misi tolong dong donk deh ya yah yaa iya ok oke okay sip
    makasih terima kasih trims thanks thank you thx please pls sekalian juga aja saja lagi nih sih po hola gracias
    buenas buenos tardes noches dias días muy guapa boleh bisa bole bs would could can also just
    is too only own my all still will nung done sir items yes yeah yep sure alright fine more kk kaka sista dik
    nomernya nomornya bayarnya
    again ulit love bentar sebentar bntr hehe hihi datanya datanye ditunggu tunggu kabarnya much makasi terimakasih
    makanya akhirnya paketnya ext ext. dah ekst
    barangnya pesanannya orderannya produknya itemnya
    porfa porfis sige bale pala naman muna kasi kc pwede puwede paki sana lng nalang ho opo naku sorry bossku bosku
    juragan suhu ci cici ko ce say beb ka kaa kakk boskuh boss bos sist buk cuma cm tp tapi tetapi kalo klo
    morning afternoon evening day good dear nice great perfect cool cheers ta
    juga jg jga too also thx ty bgt banget
    ako ko akin namin kami ba yun mo po
    pa mam maam ma'am kalau kalo klo if kalu do you yo sudah udah dah kayo oh
    slm salam lah la ye je tq tlg mohon mhn sori sorry maaf maap perdon perdón saya sy aku kami
    aq ak sya gue gw favor opo nga lang pala salamat hormat bersama ate ttp tetap berapa brp brapa brpa berape magkano
    cuanto cuánto
    ku mu dulu lahat totalnya total quick simple semuanya semua hehe hehehe gini gitu begini begitu sna berikut below
    ff kemarin kemaren kmrn tadi td atas nama alamat penerima
    beta yo tiang titiang
    tetep kulo dalem abdi bade wae tos
    ulit palihug kaayo pakiusap
    nyong inyong enyong nggih njih suwun nuwun matur tulung cak lae bah punten hatur nuhun suksma ulun
    akun ig instagram username lot member akak adik rin din ha she's he's it's that's
""")
# Words that say that something is ordered.
ORDER = _with_skeletons("""
    pesanka pesanki pesenki ambilka ambilkan orderka mauka ordernya pesennya pesanin pesankan
    siapkan siapin love ship nk regalas regáleme regalame ponme llevo mandas manda envías envia envía das deme póngame
    order orderan pesan pesen psn pesanan pemesanan beli mau mo ingin minta butuh ambil let
    i'd i'll id like want need buy get have take me ordering mine pedido quiero necesito
    tambah tambahin tambahkan tambahan add another
    kuha pakuha avail checkout co grab reserve keep fix jadinya pesankan belikan mintak nyari cari
    wanted bring so prefer woudl wud include give going think finally
    nak hendak bagi beri memesan mesan mesen pesenin pesanin orderin tempah booking book
    quisiera querria querría queria quería deseo necesito necesitamos pedir comprar encargar encargo ordenar dame
    pengen pengin kepengen kepingin pgn mw disiapkan sediakan bungkusin
    preorder membeli mengambil membutuhkan berminat minat interested interesan interesa arrange pre-order gimme
    grabbing tapau purchase ambik amik amek teringin ocupo anótame anotame sepárame separame
    resérvame reservame agéndame compro hacer realizar envíame enviame pakikuha pahingi penge mag-order magorder
    umorder oorder
    pa-reserve pareserve
    apartas apartame apártame mandame mándame gusto pabili pa-order paorder kukuha kuha bibili mine i anotas anotás
    apunto apúntame apuntame agrega agregas
    pido pides pedimos
    nambah nambahin
    arep tuku pesenke njaluk nyuwun mundhut hoyong meser nyuhunkeun handak
""")
# These lead up to what is ordered as well as to where it goes.
SENDING = _with_skeletons("""
    send deliver delivering delivery dikirimkan kirimkan kirimin kirimi hantarkan mengirim following
    enviar kasih shipped delivered sent te pa-deliver padeliver pa-ship paship hantar antar
""")
# Words that, with a word of ordering, make a heading: "Order baru", "new order".
HEADING = words(
    "format dropship summary ringkasan resumen keranjang cart baru new masuk hari ini today list daftar detail rekap"
    " form grosir tadi reseller"
)
# Small words before, between and behind the words of an item.
FILLER = words("""
    sing maring
    the of some to for my and or di via atau pakai pake lewat from dari u u/ utk untuk buat
    dan sama dengan plus yg yang nya itu tu ini yung na ang ng dg dgn serta
    ukurannya sizenya nivel talla talle tamaño número numero color colour kulay tono size sz ukuran uk warna
    jangan jgn lupa asap grosir eceran ecer urgent warnanya rasa varian variant kemudian trus terus lalu besok sekarang
    kirim dikirim krm ekspedisi kurir pengiriman pembayaran bayar byr courier payment up
    pun those these
    unos unas serían serian sería seria sean
    kung rin din ba kayong kayo data in el los las y e por para es ni kay at sa jenis saiz sebanyak isinya totalnya
    trs tapos de del en con se
""")
# A number behind these belongs to the product's name.
BEFORE_NAME_NUMBER = words("""
    nomer
    isi size saiz talla nivel paket sz ukuran uk no nomor shade level lv lvl spf type tipe iphone ip pro in tono tone
    seri series number
    jam pukul pkl tgl tanggal
""")
# Behind a number these make a size of it: "1 L" is no quantity.
MEASURES = words("""
    meter meters metro metros metre metres mtr litro litros kilo kilos gramo gramos l lt ltr liter litre
    ml cl cc kg g gr gram ons oz cm mm m inch inci in days th
    tahun hari menit jam
""")
CORRECTION = words("""
    edit edited update gawin gawing upgrade downgrade naik naikin turun turunin tersilap silap
    kurangi kurangin dikurangi kurang
    maksud maksudnya maksudku mistake wrong mali equivoqué
    eh jadi jd jadinya jadikan jadiin dijadikan ganti gantinya ralat revisi koreksi wait make instead change actually
    ay oops tukar tuker ubah
    cambia cambiar cambie cambio rather salah mejor
""")
# These say so wherever they stand.
CORRECTION_ANYWHERE = words("pala mejor instead gantinya maksudku maksudnya ternyata rupanya harusnya seharusnya")
# And these stand around them.
CORRECTION_SMALL = words("""
    cukup enough gawin mong yung as well both just also one ones el la lo no que sean sea serian serían them it that
    only solo nada más na then that's to be into for isi tetap tetep ttp ding deng td tdi tadi nya mong nang pong
    nyo ninyo pa ternyata rupanya harusnya seharusnya mestinya sebenernya sebenarnya
""")
# Words that ask whether something is sold.
ASKING = words("ado msh ada ready redi rdy stok stock available masih hay tienen tiene tienes meron may got")
CANCELLATION = re.compile(
    r"\b(?:gjd|gjdi|gajd|gajadi|(?<!\d\s)g\s+(?:jadi|jd)|(?:ndak?|sonde)\s+jadi|gkjd|gkjadi|ngga?jd|(?:ga|gak|gk|ngga|nggak|enggak|tidak|tdk|tak|x)\s*(?:jadi|jd|(?:usah|perlu)(?!\s+(?:di[^\W\d_]{4,}|bungkus|pake|pakai|packing|kasih|nota|struk|kresek|plastik|kantong)(?![^\W_])))|batal(?:in|kan|kn)?|dibatalkan|hapus(?:kan)?"
    r"|cancel(?:led|kan|in)?|remove|skip|no\s+longer|drop(?=\s+(?:the|line|item|no|number)\b|\s+\#)(?!\s+the(?:\s+[^\W\d_]+){1,3}\s+(?:down\s+)?to\s)|(?:scratch|scrap|cut|lose)\s+(?:the|line|item|no|number)|leave\s+(?:the\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?\s+out|forget\s+the|leave\s+out|take\s+out"
    r"|buang|keluarkan|cancela(?:lo|la|r|me)?|quita(?:lo|la|r|me)?|saca(?:lo|la|me)?|elimina(?:lo|la|r)?|ya\s+no"
    r"|(?:wag|huwag|hindi)\s+na|wala\s+na)\b",
    re.IGNORECASE,
)

# What isn't wanted or needed is no item: "no need to call", "jangan dibanting".
NOT_WANTED = re.compile(
    r"(?<![^\W_])(?:no\s+need|don'?t|do\s+not|(?:jangan|jgn)(?!\s+(?:lupa|lp|ketinggalan))|(?:ga|gak|gk|ngga|nggak|enggak|tidak|tdk|tak)\s+(?:usah|perlu)"
    r"|it['’]?s\s+(?:a|an|for)|tak\s+payah|no\s+hace\s+falta|huwag|wag)(?![^\W_])",
    re.IGNORECASE,
)

# What may take back something that is ordered.
NOT_ANY_MORE = re.compile(
    r"(?<![^\W_])(?:no|not|without|any\s?more|instead|jangan|jgn|ga|gak|gk|nggak|ngga|enggak|tidak|tdk|tak|tanpa|bukan|sin"
    r"|wala|hindi|huwag|wag|should|dulu|nanti)(?![^\W_])",
    re.IGNORECASE,
)

HONORIFICS = words("""
    mb
    bp kyai kh mbah
    bu ibu pak bapak bpk sdr sdri saudara saudari kak kakak mas mbak mba bang abang om tante dr drg dra drs ir hj haji h
    yth mr mrs ms miss madam mdm sir encik en cik pn puan tuan datuk datin ustadz ust gng ginang bb kuya ate aling
    nyonya ny nona nn tn bunda ing lic arq engr atty prof hajah hjh ustadzah ustazah dato mang manang manong nang sr
    sra srta aunty auntie uncle tita tito cikgu rt rw lurah kades
    señor señora señorita don doña kepada kpd dear
    bripda briptu bripka brigadir aipda aiptu ipda iptu akp akbp kompol praka pratu kopda koptu serda sertu serka serma
    pelda peltu letda lettu kapten letkol ners bidan kol col capt sgt
""")
# Where and when people want something; never a person, although they stand where names do: "kirim ke rumah".
PLACES_AND_TIMES = words("""
    misma mismo rumah rmh kosan kostan kontrakan apartemen rumahku kosku ruko
    kantor alamat tempat sini situ sana gudang sekolah kampus kos kost mess jam pukul pkl hari tgl tanggal
    senin selasa rabu kamis jumat sabtu
    toko outlet warung cabang hotel alamat2 pejabat kedai opis casa oficina trabajo bahay
    besok bsk bsok lusa nanti ntar malam minggu bulan segera secepatnya biasa kemarin dulu tadi sebelum sesudah paling
    ofis opisina umahe omahe omahku regalo our your home house office work address tomorrow today tonight later now
    there here usual same as soon before after
""")
# Somebody whom the sender knows: who it is stands elsewhere, "kirim ke mama saya".
KIN = words("""
    mama papa mak mamak ayah bapa abah nenek kakek nenekku mamaku ibuku adik adek anak suami istri isteri mertua teman
    temen kawan saudara sodara sepupu saya mom mum dad mother father brother sister friend wife husband nanay tatay
    lola lolo asawa kapatid mamá papá madre padre hermana hermano amiga amigo esposa esposo my mi ko hijo hija
    adekku adikku kakakku temenku temanku suamiku istriku mamahku bapakku sepupuku tetangga
""")
# Lower-case words inside names.
NAME_PARTICLES = words(
    "den der br boru lalu anak bin binti binte bte b bt ibn ibnu a/l a/p van von s/o d/o de dela delos delas da del"
    " der la le al el dos y"
)

# What is asked for only if something else is sold out: nobody knows that here.
IF_SOLD_OUT = re.compile(
    r"(?<![^\W_])(?:kalau|kalo|klo|kl|jika|if|si|kung|kapag)\s[^\n,;.]{0,60}?"
    r"(?<![^\W_])(?:kosong|habis|abis|hbs|sold\s?out|out\s+of\s+stock|unavailable|agotad[oa]|tiada|wala|no\s+hay"
    r"|(?:ga|gak|gk|ngga|nggak|enggak|tidak|tdk|tak|not)\s+(?:ada|ready|redi|available|tersedia))(?![^\W_])[^\n;.]*",
    re.IGNORECASE,
)

_NAME_TRIGGER = r"""
    (?:kirim|dikirim|dikrim|dkirim|kirm|dkrm|krm)(?:kan|in|nya|no|keun|ke)?
      (?:\s*(?:ke|k(?=\s)|kpd|kepada|untuk|nang|maring|par|ka|ten|teng|dateng|dhateng) | (?=\s*(?::|$)))
    | a\.n | an\. | a/n | atas\s+nama
    | tujuan(?:nya)?(?=\s+(?:(?:dr|bu|pak|ibu|bapak|mbak|mas|kak)\b|(?-i:[A-Z])))
    | pe?nerima(?:nya)? | pnrm | (?:ship|post)(?:ing|ping)?\s+to | send\s+(?:it\s+)?to | deliver(?:ed|ing|y)?\s+to
    | recipient | receiver
    | (?:my\s+)?name
      (?:\s+is|\s+(?:ko\s+)?po|['’]?s)(?!\s*:)
    | jeneng(?:ku|e)? | nama(?:nya|ku|\s+saya|\s+aku)?(?:\s+(?:lengkap|penuh)(?:nya|ku)?)?
    | u/n? | u\.p\.? | attn | attention | pic
    | kepada | kpd | u/p
    | (?<!it\s)(?<!me\s)(?<!them\s)up(?=\s+(?:(?:bu|ibu|pak|bpk|bapak|mba|mbak|mas|kak|mr|mrs|ms)\b|(?-i:[A-Z])))
    | penanggung\s+jawab | narahubung | contact\s+person
    | nm(?:\s+(?:sy|sya|saya|aku|aq))? | preguntar\s+por | ask\s+for
    | (?:yang|yg)\s+(?:akan\s+)?(?:terima|menerima|nerima) | diterima\s+(?:oleh|o/) | (?:quien\s+)?recibe
    | (?:entregar|entrega|despachar|despacho)\s+a
    | i?pa(?:dala|hatid)(?:\s+(?:po|lang|na)){0,2}\s+(?:sa|kay)(?=\s(?-i:[A-Z]))
    | (?:pa-?)?(?:deliver|ship)(?:\s+po)?\s+(?:sa|kay)(?=\s(?-i:[A-Z])) | received\s+by
    | tatanggap\s+(?:(?:po|ay)\s+){0,2}(?:ni|si)
    | (?:s?he\s+is|(?:her|his)\s+name\s+is)(?=\s(?-i:[A-Z]))
    | (?:di)?(?:h?antar|hntr|antr|anter|hntar)(?:kan|in)?\s+(?:ke|kat|k|kepada|kpd) | pos(?:kan)?\s+(?:ke|kepada)
    | soy | me\s+llamo | pedido\s+de | va\s+para | es\s+para | (?:mi\s+)?nombre(?:\s+completo)?(?:\s+es)?
    | a\s+nombre\s+de
    | (?:env[ií](?:o|ar|a|alo|ala|arlo|arla|enlo)|m[aá]nd(?:a|ar|alo|ala|arlo|arla))\s+a
      (?:\s+nombre\s+de)?
    | destinatari[oa] | pangalan(?:\s+(?:ko|niya|po))*
"""
SURE_NAME_TRIGGER = re.compile(rf"(?<![^\W_])(?:{_NAME_TRIGGER})(?![^\W_])[\s.:]*", re.IGNORECASE | re.VERBOSE)
# These lead up to a name only when it is capitalised: "untuk besok", "for my mum", "an espresso".
WEAK_NAME_TRIGGER = re.compile(
    r"(?<![^\W_])(?:(?:di)?kirim(?:kan|in)?|krm|order(?:an)?\s+(?:from|by)|pesanan\s+dari|name|contact|contacto|kontak|cp|untuk|utk|buat|u/|to|for|ke|an|para|kay|si|s?he['’]s|it['’]?s|dengan)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)

# Who writes, and gets it where nobody else is named: "pagi min, saya Dewi mau order".
SELF_NAME_TRIGGER = re.compile(
    r"(?<![^\W_])(?:saya|sy|aku|this\s+is|i['’]?m|i\s+am|ini(?=\s+(?:bu|ibu|pak|mbah|mbak|mas|kak|kakak|tante|om|oma|opa|bunda|bang|abang|uni|uda|cici|koko|bude|pakde|bulik|nenek|kakek)\s)|ako\s+(?:po\s+)?si)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)

COURIER = re.compile(
    r"""(?<![^\W_])
    (?: (?:jne|j&t|jnt|si\s?cepat|go-?send|grab\s?(?:express|send)?|anter\s?aja|ninja(?:\s(?:van|xpress))?|tiki|paxel
          |lion\sparcel|id\s?express|wahana|spx|shopee\s(?:express|xpress)|lbc|pos\sindonesia|pos\s?laju|dhl|fedex)
      | (?<!kode\s)(?-i:POS) )
    (?:\s(?:reg|reguler|regular|yes|oke|ez|eco|best|halu|gokil|instan|instant|same\s?day|next\s?day|cargo|kargo|express
          |kilat))?
    (?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
PAYMENT = re.compile(
    # "Menara BCA" is a building.
    r"""(?<![^\W_]) (?<!menara\s)(?<!gedung\s)(?<!wisma\s)(?<!graha\s)(?<!plaza\s)(?<!tower\s)
    (?: cod
      | (?:pago\s(?:por|con|v[ií]a)\s)?transferencia(?:\sbancaria)? | pago\s(?:con|por|en)\s(?:tarjeta|efectivo)
      | (?:dah\s|sudah\s|udah\s|sdh\s)?bank\s?in(?!\sstock)(?:\s(?:ke|to)\s[^\W\d_]+)?
      | g-?cash | pay\s?maya | duitnow | tng | paynow | paylah | bizum | nequi | daviplata | yape | mercado\s?pago
      | oxxo | venmo | zelle | paypal
          | pay(?:ing)?\s(?:by|with|via)\s(?:card|cash|cheque|check|paypal|transfer) | (?:pay\sby\s|by\s)?bank\stransfer
      | bayar\sdi\stempat | cash\son\sdelivery | (?:pago\s)?contra\s?entrega | qris | gopay | shopeepay | ovo
      | (?:transfer|tf|trf|bayar|via)\s(?:via\s|ke\s|bank\s|lewat\s){0,2}
        (?:bca|bri|bni|bsi|mandiri|cimb|permata|dana|ovo|gopay|qris)
      | bca | bri | bni | transfer | tf )
    (?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
# An account and its holder are the shop's or the bank's, not the customer's.
ACCOUNT = re.compile(
    r"(?<![^\W_])(?:rek|norek|rekening|account|bca|bri|bni|bsi|mandiri|cimb|permata|maybank|rhb|bdo|bpi|gcash|cuenta"
    r"|clabe|bbva)(?![^\W_])",
    re.IGNORECASE,
)


# They say one, and are as often mere words.
ARTICLES = frozenset({"a", "an", "un", "una", "otro", "otra", "se"})

_SMALL = POLITE | ORDER | FILLER
_SMALL_OR_HEADING = _SMALL | HEADING


def says_nothing(said: Iterable[str]) -> bool:
    """Whether words in lower case are only politeness, or only say that there is an order."""
    distinct = frozenset(said)
    return distinct <= (_SMALL_OR_HEADING if distinct & ORDER else _SMALL)
