"""What people's accounts bring to the conversation."""

from actions.kit import hooks
from actions.people import company, linking

RANK = 40

BRINGS = (hooks.Actions((company.JoinCompany, linking.LinkAccount, linking.UnlinkAccount)),)
