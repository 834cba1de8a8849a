"""Words by which the parts of an address are known, as regular expressions over levelled text."""

import re

_NOT_IN_WORD = r"(?<![^\W_])"

# Before the name of a street or a building; they also show where an address begins. Food is called "kampung" behind
# another word.
STREET_WORD = re.compile(
    _NOT_IN_WORD
    + r"""(?: (?:jl|jln
    # "lagi di jalan" is on the way, to no address.
    |jalan(?![ \t]*(?:$|[,.;!?\n\0]|(?:ya|kak|nih|dulu|pulang|kok)\b))
    |gg|gang|lrg|lorong|blok|blk(?!\s(?:x{1,3}l(?![^\W_])|[sml]\s?[x×]))|perum|perumnas|perumahan|komplek|kompleks|komp|ruko|apartemen|apartment|kontrakan|rusun|rusunawa|prum
    |d/a|apt|apto|gedung|cluster|kavling|kav|dusun|dsn|kp|(?<![^\W\d_]\s)kampung|kost?
    |persiaran|lebuh|rt\s?/\s?rw|calle|cra|carrera|avenida|lot(?=\.?\s+(?:no\.?\s?|pt\s?)?[a-z]{0,2}-?\d)
    |block(?=\s(?:[a-z]|\d{1,4}[a-z]?)(?![^\W_]))|(?:gdg|menara|graha|balai|masjid|wisma|asrama|(?<!our\s)(?<!the\s)(?<!my\s)villa(?!['’]s|\s(?:manager|again|staff|owner|host|guests?)(?![^\W_])))
      (?![ \t]+(?:please|pls|saya|kami|ya|yang|yg|and|dan|for)\b|[ \t]*:)
    |rusun|btn|pangsapuri|kondo(?:minium)?|jln?\.|lebuhraya|jambatan|puri|griya|pondok(?![ \t]*:)
    |av|avda|jir[oó]n|transversal|privada|priv|paseo|calzada|pasaje|pje|prolongaci[oó]n
    |bv|bvar|bulevar|bulevard|diag|diagonal|pza(?=\.?\s+(?-i:[A-Z]))|plaza|carrer|cto|circuito|cerrada|cda|andador|manzana|(?<!el\s)(?<!al\s)(?<!mi\s)camino|residensi|residence
    |urb|mz|cll|depto|purok|sitio|phase
    )\b\.? | blvd\.?(?=\s+[^\W\d_]) | (?:sd|smp|sma|smk|mts)\s?n(?:egeri)?\s\d
    | level\s\d{1,2},?(?=\s(?:menara|wisma|tower|plaza)\b)
    | (?:pta|puerta|esc|escalera|planta|bloque|(?<=,\s)int)\.?\s?\d{1,3}(?![^\W_])
    | (?:spg|simpang)\s\d{1,4}(?![^\W_]) | (?:tingkat|aras|piso)\s\d{1,2}(?![^\W_]) | c/\s?(?!u\b)(?=[^\W\d_])
    | (?:\#|[a-z]{1,2}-)\d{1,3}-\d{1,4}[a-z]?(?![^\W_]) | jr\.\s(?=[^\W\d_]) | (?:rt|rw)\.?\s?\d
    | unit\s\d{1,3}[-/]\d{1,4}[a-z]?(?![^\W_]) | (?:flat|unit|apt|suite|door)\s\d{1,4}(?:/\d{1,3})?[a-z]?(?=,|\Z)
    | (?:vivo\s+en|tinggal\s+di|nakatira\s+(?:po\s+)?(?:ako\s+)?sa|live\s+at)\b | \d{1,2}\s?[ºª°](?!\s?c) )""",
    re.IGNORECASE | re.VERBOSE,
)
# The road itself: an address has one.
ROAD_WORD = re.compile(_NOT_IN_WORD + r"(?:jl|jln|jalan|calle|cra|carrera|avenida|av|avda|jir[oó]n)\b", re.IGNORECASE)
# What may stand before it: "12 Jalan Sudirman".
HOUSE_NUMBER_BEFORE = re.compile(
    r"(?:(?:alamat|address|almt)\s+)?(?:no\.?\s?|lot\s|#)?(?:[a-z]-)?\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?){0,2}(?:-[a-z])?,?\s+",
    re.IGNORECASE,
)
# Behind the name.
STREET_ENDING = re.compile(
    _NOT_IN_WORD
    + r"(?:[^\W\d_]+\.?[ ](?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|drive|highway)"
    # Shorter words are a doctor or a courtesy elsewhere.
    + r"|\d{1,5}[a-z]?[ ](?:[^\W\d_]+[ ]){1,4}"
    + r"(?:dr|ct|ln|pl|way|close|court|place|terrace|crescent|square|parkway|pkwy)"
    # A unit's number behind a name, as in Singapore: "8 Marina View #15-02".
    + r"|(?:\d{1,5}[a-z]?[ ])?(?-i:[A-Z])[^\W\d_]*[ ](?:[^\W\d_]+[ ]){0,3}\#\d{1,2}-\d{1,4}"
    + r"|(?-i:(?:[A-Z0-9][\w-]*[ ]){1,4})"
    + r"(?:condo|condominium|residences|apartments|towers?|bldg|building|subd|subdivision|homes|heights|mansion)"
    # Colours and things are called so too: only capitalised.
    + r"|\d{1,5}[a-z]?[ ](?-i:(?:[A-Z][^\W\d_]*[ ]){1,3}"
    + r"(?:Hill|Gardens?|Grove|Mews|Walk|Quay|Wharf|Vale|Heights|Parade|Loop|Link|Rise|Circle"
    + r"|Circuit|Track|Ridge|Bend))"
    + r"|\d{1,5}[a-z]?[ ](?:[nsew]\.?[ ])?\d{1,3}(?:st|nd|rd|th)[ ](?:st(?:reet)?|ave(?:nue)?|r(?:oa)?d|dr(?:ive)?|pl))"
    + r"\b\.?",
    re.IGNORECASE,
)
# What may stand between the street word and the name of a place that is part of the street's name.
_ADJECTIVE = r"(?:raya|lama|baru|besar|utama|lintas|kh|kh\.|taman|medan)\s+"
BEHIND_STREET_WORD = re.compile(
    _NOT_IN_WORD
    + rf"(?:jl|jln|jalan|gg|gang|lrg|lorong|perum|perumahan|komplek|kompleks|komp|cluster|apartemen|ruko|gedung"
    rf"|gdg|menara|wisma|graha|mall?|villa|vila|griya|puri|pondok|permata|pasar|stasiun|terminal|universitas|univ"
    rf"|av|avda|avenida|calle|cll|cra|carrera|jr|jir[oó]n|blvd|bulevar|paseo|rambla|plaza|camino|priv|privada|barrio)"
    rf"\b\.?\s*(?:{_ADJECTIVE})*\Z",
    re.IGNORECASE,
)
BEFORE_STREET_ENDING = re.compile(r"\s+(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|drive)\b", re.IGNORECASE)
# "a.n. Bima Aryasatya" is a person.
BEFORE_A_PERSON = re.compile(
    _NOT_IN_WORD + r"(?:a\.\s?n|an|a/n|atas\s+nama|penerima|u\.p|attn|pic|bu|ibu|pak|bapak|bpk)\b\.?\s*:?\s*"
    r"(?-i:[A-Z][a-z]+\s)?\Z",
    re.IGNORECASE,
)
# A house number behind the name of a place shows that the place was a street: "Jl. Taman Surabaya 5".
HOUSE_NUMBER_BEHIND = re.compile(
    r"\s*,?\s*(?:(?:no|nomor|number|km|blok|kav)\b\.?\s*\d|#\s*\d|\d{1,3}(?:/\d+)?[a-z]?\b)", re.IGNORECASE
)

# Behind the name of a city these make it one of its districts: "Semarang Tengah", "Samarinda Ulu".
DISTRICT_BEHIND = re.compile(
    r"\s+(?:tengah|utara|selatan|barat|timur|ulu|ilir|hulu|hilir|wetan|kidul|lor|kulon|kota)\b(?!\s*:)", re.IGNORECASE
)

# "Br." is a banjar on Bali, and a daughter of a Batak clan in a name: "Lasmaria Br. Ginting".
_CLAN = (
    r"(?:aritonang|bangun|barus|butar|damanik|ginting|gultom|harahap|hutabarat|hutagalung|hutapea|karo|lubis|lumban"
    r"|manurung|marbun|marpaung|nainggolan|napitupulu|nasution|panjaitan|pardede|pasaribu|perangin|pinem|purba|rajagukguk"
    r"|sagala|saragih|sembiring|siagian|siahaan|sianturi|sihombing|silaban|silalahi|simanjuntak|simatupang|simbolon"
    r"|sinaga|siregar|sitepu|sitorus|situmorang|surbakti|tambunan|tampubolon|tarigan|tobing)"
)
# Below the city: village, ward, district.
AREA_WORD = re.compile(
    _NOT_IN_WORD
    + r"(?:kelurahan|kel|kecamatan|kec|desa|ds|gampong|banjar|br(?!\.?\s+"
    + _CLAN
    + r")|lingkungan|lingk|nagari"
    + r"|barangay|brgy|bgy|barrio|colonia|col|mukim"
    + r"|seksyen|presint|precinct"
    + r"|alcald[ií]a|delegaci[oó]n|fracc|fraccionamiento|comuna)\b\.?\s*:?",
    re.IGNORECASE,
)
# An estate or a hamlet of Malaysia; elsewhere these are streets too, so that they begin nothing by themselves.
ESTATE_WORD = re.compile(_NOT_IN_WORD + r"(?:taman|tmn|kampung|kg|desa|felda|apartment|flat)\b\.?", re.IGNORECASE)
VILLAGE_LABEL = re.compile(_NOT_IN_WORD + r"(?:kelurahan|kel|desa|ds|nagari)\b\W*\Z", re.IGNORECASE)
DISTRICT_LABEL = re.compile(_NOT_IN_WORD + r"(?:kecamatan|kec)\b\W*\Z", re.IGNORECASE)
BEHIND_AREA_WORD = re.compile(AREA_WORD.pattern + r"\s*\Z", re.IGNORECASE)

# Before a place; dropped from it, except "Kabupaten".
CITY_LABEL = re.compile(_NOT_IN_WORD + r"(?:kota(?:madya)?|city\s+of|kab(?:upaten)?)\b\.?\s*:?\s*\Z", re.IGNORECASE)
# "Kota/Kab" says neither.
EITHER_LABEL = re.compile(
    _NOT_IN_WORD + r"(?:kota(?:madya)?\s*/\s*kab(?:upaten)?|kab(?:upaten)?\s*/\s*kota)\b\.?\s*:?\s*\Z", re.IGNORECASE
)
EITHER_BEFORE = re.compile(_NOT_IN_WORD + r"(?:kota(?:madya)?|kab(?:upaten)?)\s*/\s*\Z", re.IGNORECASE)
WRITTEN_LABEL = re.compile(_NOT_IN_WORD + r"(?:kota(?:madya)?|city\s+of|kab(?:upaten)?)\b", re.IGNORECASE)
REGENCY_LABEL = re.compile(_NOT_IN_WORD + r"kab(?:upaten)?\b\.?\s*:?\s*", re.IGNORECASE)
# Behind the name, as forms and lists have it: "Bandung Kab."; otherwise it's the label of the next name.
REGENCY_BEHIND = re.compile(r"\s+kab(?:upaten)?\b\.?(?=\s*(?:[,;\n]|\d|\Z))", re.IGNORECASE)
PROVINCE_LABEL = re.compile(_NOT_IN_WORD + r"(?:prov(?:insi|ince)?|propinsi|state)\b\.?\s*:?\s*\Z", re.IGNORECASE)
POSTCODE_LABEL = re.compile(
    _NOT_IN_WORD
    + r"(?:kode\s?pos|kodepos|zip(?:\s?code)?|post\s?code|postal(?:\s?code)?|poskod|pin(?:\s?code)?|c[oó]digo\s?postal"
    + r"|c\.?p\.?(?=\s*:?\s*(?:\d{4,5}(?!\d)|\Z))|s(?=\(\d{6}\)))(?!\w)\.?\s*:?\s*",
    re.IGNORECASE,
)
# What is dropped before a part: how the message leads up to the address, and labels whose value was taken.
DROPPED = re.compile(
    _NOT_IN_WORD
    + r"""(?: (?:vivo\sen|tinggal\sdi|live\sat)\b
    | (?:my\saddress(?:\sis)?|mi\sdirecci[oó]n(?:\ses)?|alamat(?:nya)?\s(?:saya|aku|kami)(?:\sdi)?)\b\s*:?
    | (?:kak|min|pls|please|tolong|(?:pa-?)?(?:deliver|ship)(?:\s+po)?(?:\s+sa)?
      |hantar|alamat(?:nya)?(?:\slengkap)?|address|kirim|krm|dikirim|ship
      |send|ke|to|di|at|in)\b\.?\s*:?
    | (?:kota(?:madya)?|kab(?:upaten)?|prov(?:insi|ince)?|propinsi|city|state)\b\.?\s*(?::|$|\Z)
    | """
    + POSTCODE_LABEL.pattern
    + ")",
    re.IGNORECASE | re.VERBOSE,
)
# What people close with, in the same line.
THANKS = (
    r"(?:thanks|thank\s+you|thx|tq|ty|please|pls|cheers|gracias|salamat|makasih|makasi|terima\s?kasih|trims|trmksh"
    r"|how\s+much|cu[aá]nto|magkano|berapa|ditunggu|totalnya)\b[^\n,\d]*"
)
THANKS_BEHIND = re.compile(_NOT_IN_WORD + THANKS + r"\Z", re.IGNORECASE)
# And behind one: the country, politeness.
DROPPED_BEHIND = re.compile(
    _NOT_IN_WORD
    + rf"(?:{THANKS}|indonesia|malaysia|philippines|colombia|singapore|argentina|australia|united\s+kingdom|uk"
    + r"|d\.?c|ya|kak|min|"
    + POSTCODE_LABEL.pattern
    + r")\.?\Z",
    re.IGNORECASE,
)
# A number behind these is never a postcode.
NUMBER_WORD = re.compile(
    _NOT_IN_WORD
    + r"(?:no|nomor|number|blok|blk|km|rt|rw|lt|lantai|kav|unit|lot|gg|rp|isi|bank|powerbank|pb)\b\.?\s*\Z|[#/@-]\Z",
    re.IGNORECASE,
)
