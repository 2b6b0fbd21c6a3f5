"""WeCom: members of a company, people outside it, and staff in a group."""

from connectors.channels.wecom.api import CorpApi
from connectors.channels.wecom.channel import PATH, WeCom
from connectors.channels.wecom.service import CustomerService

__all__ = ["PATH", "CorpApi", "CustomerService", "WeCom"]
