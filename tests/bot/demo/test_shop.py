import json
from datetime import UTC
from importlib.resources import files

from bot.demo.sandbox.resources import Product
from bot.demo.shop import load_customers, load_shop


def prices() -> dict[tuple[str, str], int]:
    return {(product.name, variant.key): int(variant.price) for product in load_shop() for variant in product.variants}


def test_the_products_of_the_conversations_are_there() -> None:
    known = prices()

    assert known["Kopi Susu Gula Aren", "250 ml"] == 18000
    assert known["Literan Gula Aren", "1 L"] == 65000
    assert known["Kopi Susu Vanila", "250 ml"] == 20000
    assert known["Croissant Butter", "Default"] == 25000
    assert any(name == "Teh Tarik" for name, _ in known)


def test_the_shop_is_as_large_as_a_real_one() -> None:
    assert len(load_shop()) >= 80
    assert len(prices()) >= 200


def test_every_id_is_one_things_id() -> None:
    shop = load_shop()
    products = [product.id for product in shop]
    variants = [variant.id for product in shop for variant in product.variants]
    skus = [v.inventory_sku for product in shop for v in product.variants if v.inventory_sku is not None]

    for ids in (products, variants, skus, [product.product_id for product in shop]):
        assert len(set(ids)) == len(ids)


def test_products_have_no_option_one_or_several_and_keys_are_made_of_their_values() -> None:
    shop = load_shop()

    assert {len(product.options) for product in shop} == {0, 1, 2}
    for product in shop:
        if not product.options:
            assert [variant.key for variant in product.variants] == ["Default"]
        for variant in product.variants[: len(product.variants) if product.options else 0]:
            parts = variant.key.split(" / ")
            assert len(parts) == len(product.options)
            assert all(part in option.values for part, option in zip(parts, product.options, strict=True))


def test_prices_are_whole_rupiah() -> None:
    text = files("bot.demo").joinpath("shop.json").read_text(encoding="utf-8")
    for product in json.loads(text)["products"]:
        for variant in product["variants"]:
            assert type(variant["price"]) is int
            assert variant["price"] > 0


def test_what_may_be_null_is_null_somewhere_and_given_somewhere() -> None:
    shop = load_shop()
    variants = [variant for product in shop for variant in product.variants]

    for values in (
        [product.description for product in shop],
        [product.status for product in shop],
        [product.media for product in shop],
        [variant.compare_at_price for variant in variants],
        [variant.inventory_sku for variant in variants],
    ):
        assert None in values
        assert set(values) != {None}


def test_a_product_has_the_fields_of_the_api_and_no_others() -> None:
    product = load_shop()[0].to_json()

    assert set(product) == {
        "id", "productId", "name", "description", "media", "medias", "status", "variants", "options", "tags",
        "types", "createdAt", "updatedAt",
    }  # fmt: skip
    assert set(product["variants"][0]) == {"id", "key", "price", "compareAtPrice", "inventorySku", "media"}
    assert set(product["options"][0]) == {"id", "name", "values"}
    assert Product.model_validate(product) == load_shop()[0]


def test_the_customers_are_one_with_two_addresses_one_with_a_single_name_and_one_more() -> None:
    budi, sulastri, maria = load_customers()

    assert (budi.first_name, budi.last_name, budi.phone_number) == ("Budi", "Santoso", "+6281234567890")
    assert [address.address1 for address in budi.addresses] == ["Jl. Merdeka 10", "Jl. Asia Afrika 8"]
    assert [address.address2 for address in budi.addresses] == [None, "Kantor"]
    assert (budi.addresses[0].city, budi.addresses[0].zip) == ("Bandung", "40111")
    assert (sulastri.first_name, sulastri.last_name) == ("Sulastri", "-")
    assert maria.addresses
    assert all(customer.created_at.tzinfo == UTC for customer in (budi, sulastri, maria))
