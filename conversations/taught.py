"""Words that the catalogue has nothing for, and what people chose for them: a suggestion, never certain."""

from conversations.context import Context
from conversations.effects import Effect, Teach

MOST_TAUGHT = 3


def suggested(words: str, context: Context) -> tuple[str, ...]:
    """Variant ids that these words were said to mean. A variant that is gone stands for what its product has now."""
    found: dict[str, None] = {}
    for lesson in context.history.meant_by(words, MOST_TAUGHT):
        (variant,) = context.catalogue.variants((lesson.variant,))
        sold = (variant,) if variant else context.catalogue.product(lesson.product)[:MOST_TAUGHT]
        found.update(dict.fromkeys(each.id for each in sold))
    return tuple(found)


def offers(words: str, context: Context) -> tuple[str, ...]:
    """Variant ids for words that aren't known: what was taught, then what is spelt most alike."""
    nearest = (hit.variant.id for hit in context.catalogue.nearest(words))
    return tuple(dict.fromkeys((*suggested(words, context), *nearest)))


def lesson(words: str, variant_id: str, context: Context) -> tuple[Effect, ...]:
    """Remembers that somebody chose this variant for `words`."""
    (variant,) = context.catalogue.variants((variant_id,))
    return (Teach(words, variant.id, variant.product_id),) if words and variant else ()
