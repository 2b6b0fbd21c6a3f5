"""Signs in by a code to one's phone and orders two lattes: python order.py ORIGIN PHONE"""

import sys
import uuid
from typing import Any

from parkline_client import AuthenticatedClient, Client
from parkline_client.api.cart import add_line, change_cart, list_slots
from parkline_client.api.login import ask_for_code, login_with_phone
from parkline_client.api.orders import place_order
from parkline_client.api.park import list_items
from parkline_client.models import (
    AddLine,
    CartChange,
    PhoneCodeLogin,
    PhoneNumber,
    PlaceOrder,
    Problem,
)


def must(answer: Any) -> Any:
    """What was asked for, or an end that says what was wrong."""
    if isinstance(answer, Problem):
        sys.exit(f"{answer.code}: {answer.detail}")
    return answer


origin, phone = sys.argv[1:]
stranger = Client(base_url=f"{origin}/api/v1")
asked = must(ask_for_code.sync(client=stranger, body=PhoneNumber(phone=phone)))
code = input("code: ")
session = must(
    login_with_phone.sync(
        client=stranger, body=PhoneCodeLogin(challenge=asked.challenge, code=code)
    )
)

api = AuthenticatedClient(base_url=f"{origin}/api/v1", token=session.access_token)
item = must(list_items.sync(client=api, q="拿铁")).items[0]
cart = must(add_line.sync(client=api, body=AddLine(item_id=item.id, quantity=2))).carts[0].order_no
slot = must(list_slots.sync(cart, client=api)).slots[0]
must(change_cart.sync(cart, client=api, body=CartChange(fulfilment="pickup", slot=slot.start)))
order = must(
    place_order.sync(client=api, body=PlaceOrder(cart=cart), idempotency_key=str(uuid.uuid4()))
)
print(f"{order.order_no} is {order.status}")
