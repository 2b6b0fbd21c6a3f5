"""What ordering brings to the conversation."""

from actions.kit.forms import Form
from actions.ordering.checkout import cleared
from actions.ordering.filling import CART, FORM, has_cart

RANK = 30

BRINGS = (
    # No openers: the checkout form reads the very message that filled the cart.
    Form(
        name=FORM,
        flag=CART,
        under_way=has_cart,
        closer="action_place_order",
        clear=cleared,
        goes_on="repair-cart-waits",
        yields=True,
    ),
)
