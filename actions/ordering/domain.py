"""What ordering brings to the conversation."""

from actions.kit import hooks
from actions.kit.acting import AsksWhether, Executes, Refuses
from actions.kit.forms import Form
from actions.kit.gatherings import Caters
from actions.kit.said import CART_ENTITIES
from actions.kit.standing import Stands
from actions.ordering import (
    acting,
    acting_edits,
    acting_fields,
    acting_questions,
    acting_view,
    adding,
    browsing,
    cart_changes,
    catering,
    checkout,
    checkout_questions,
    filling,
    giving_up,
    invoices,
    order_view,
    orders,
    paying,
    placing,
    shopping,
    standing,
    wanted,
)
from services.acts.values import What

RANK = 30

BRINGS = (
    hooks.Actions(
        (
            browsing.BrowseMenu,
            placing.StartCheckout,
            checkout.ValidateCheckout,
            checkout_questions.AskLocation,
            checkout_questions.AskSlot,
            checkout_questions.AskPhone,
            checkout_questions.AskInvoice,
            checkout_questions.AskConfirm,
            placing.PlaceOrder,
            paying.ApproveSpending,
            paying.DenySpending,
            invoices.RequestInvoice,
            shopping.BrowseShop,
            shopping.WatchItem,
            shopping.UnwatchItem,
            orders.TrackOrder,
        )
    ),
    hooks.Intents(
        business=frozenset(
            {
                *(
                    "browse_menu",
                    "browse_shop",
                    "view_cart",
                    "reorder",
                    "track_order",
                    "cancel_order",
                ),
                *("request_invoice", "watch_item", "unwatch_item"),
            }
        ),
        edits=filling.CART_INTENTS,
        edited=frozenset(CART_ENTITIES),
    ),
    # No openers: the checkout form reads the very message that filled the cart.
    Form(
        name=filling.FORM,
        flag=filling.CART,
        under_way=filling.is_under_way,
        closer="action_place_order",
        clear=checkout.cleared,
        goes_on="repair-cart-waits",
        yields=True,
    ),
    hooks.Understands(frozenset({"action_out_of_scope"}), cart_changes.take_count),
    hooks.Understands(frozenset({"action_deny"}), adding.take_no),
    hooks.Understands(frozenset({"action_browse_shop"}), wanted.take),
    hooks.Understands(frozenset({"action_browse_menu"}), wanted.take_from_menu),
    hooks.Understands(frozenset({"action_faq"}), invoices.take_otherwise),
    hooks.Settles(
        {
            giving_up.CANCEL_ASKED: orders.decide_cancelling,
            acting_questions.ASKS_VENDOR: acting_questions.ask_vendor,
        }
    ),
    Stands(
        what=What.ORDER,
        read=standing.things,
        is_there=standing.IS_THERE,
        note_absence=standing.note_absence,
        form=filling.FORM,
        asks={
            **{"location": "place", "slot": "when", "phone": "phone", "confirm": None},
            **{"change": None, "item": None, "quantity": None, "line": None, "order": None},
        },
        number="order_no",
    ),
    Refuses(What.ORDER, acting_view.refuse),
    AsksWhether(What.ORDER, acting.ask_whether),
    Executes(
        what=What.ORDER,
        acts={
            "start": acting.start,
            "edit": acting_edits.edit,
            "give": acting_fields.give,
            "correct": acting_fields.give,
            "confirm": acting.confirm,
            "deny": acting.deny,
            "give_up": acting.give_up,
            "cancel": acting.cancel,
            "restore": acting.restore,
            "urge": acting.urge,
            "ask": acting_questions.answer,
        },
    ),
    Caters(catering.offers),
    hooks.YesOrNo(filling.is_under_way, yes=filling.goes_on_by_yes, no=giving_up.refuse_cart),
    hooks.Drops(place=1, drop=giving_up.drop_carts, tell_kept=giving_up.tell_placed),
    hooks.UnderWay("order", order_view.lines_under_way),
    hooks.Shortcut(1, "button-menu", "/browse_menu", when_lost=True),
    hooks.Shortcut(3, "button-track", "/track_order"),
)
