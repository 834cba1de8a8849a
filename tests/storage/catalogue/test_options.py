from conversations.order import Variant
from storage.catalogue import complete


def of(*keys: str) -> list[Variant]:
    return [Variant(f"v{number}", "p", "Kaos", key) for number, key in enumerate(keys)]


def test_a_single_variants_placeholder_is_no_key() -> None:
    for placeholder in ("Default", "Default Title", "default title", "-", " ", ""):
        (variant,) = complete(of(placeholder))
        assert (variant.key, variant.options) == ("", ())


def test_a_single_variants_real_key_stays() -> None:
    (variant,) = complete(of("250 ml"))
    assert variant.key == "250 ml"


def test_keys_are_split_into_options_without_names() -> None:
    assert [variant.options for variant in complete(of("Hitam / M", "Putih / L"))] == [
        (("", "Hitam"), ("", "M")),
        (("", "Putih"), ("", "L")),
    ]


def test_keys_with_different_numbers_of_parts_are_not_split() -> None:
    assert [variant.options for variant in complete(of("Hitam / M", "Putih"))] == [
        (("", "Hitam / M"),),
        (("", "Putih"),),
    ]


def test_the_vendors_options_give_their_names_to_the_parts_of_the_key() -> None:
    options = [("Warna", ["Hitam", "Putih"]), ("Ukuran", ["M", "L"])]
    for keys in (("Hitam / M", "Putih / L"), ("Hitam/M", "Putih/L"), ("Hitam, M", "Putih, L")):
        first, second = complete(of(*keys), options)
        assert first.options == (("Warna", "Hitam"), ("Ukuran", "M"))
        assert second.options == (("Warna", "Putih"), ("Ukuran", "L"))


def test_one_option_takes_the_whole_key_even_with_a_slash_in_it() -> None:
    first, _ = complete(of("1/2 kg", "1 kg"), [("Berat", ["1/2 kg", "1 kg"])])
    assert first.options == (("Berat", "1/2 kg"),)


def test_options_that_do_not_agree_with_the_keys_are_not_guessed_at() -> None:
    first, _ = complete(of("Merah / M", "Putih / L"), [("Warna", ["Hitam", "Putih"]), ("Ukuran", ["M", "L"])])
    assert first.options == (("", "Merah"), ("", "M"))
