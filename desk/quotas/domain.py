"""What quotas bring to the desk."""

from desk.frame.areas import Setting
from desk.quotas import reading

RANK = 155
BRINGS = (reading.area, Setting("quotas", rank=120))
