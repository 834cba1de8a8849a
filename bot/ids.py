"""Where ids come from."""

import secrets

from ulid import ULID

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8
INVITATION_BYTES = 16


class RandomIds:
    """Serves `conversations.context.Ids`."""

    def draft(self) -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

    def tag(self) -> str:
        return f"tg-{ULID()}".lower()

    def invitation(self) -> str:
        return secrets.token_urlsafe(INVITATION_BYTES)
