"""What the channels bring along."""

from services.channels import inbound
from services.kit.batches import Stale

RANK = 79
BRINGS = (Stale(inbound.forget_deliveries),)
