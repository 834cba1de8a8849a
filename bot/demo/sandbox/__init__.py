"""The vendor's Open API as its documentation describes it, on loopback, with an in-memory shop behind it.

sandbox = Sandbox(load_shop(), customers=load_customers(), api_keys=[ApiKey("bbb_test_…")])
async with serving(create_app(sandbox)) as url: ...
"""

from .app import create_app
from .keys import FULL_SCOPES, ApiKey
from .state import Sandbox
from .webhooks import webhooks

__all__ = ["FULL_SCOPES", "ApiKey", "Sandbox", "create_app", "webhooks"]
