"""What vendors bring."""

from desk.frame.areas import AuditWords, Heard, Setting, Subject, named
from desk.vendors import endpoints, people, vendors
from models.vendors import ApiKey, Endpoint, Vendor, VendorMember

RANK = 130
BRINGS = (
    vendors.area,
    endpoints.area,
    people.area,
    Setting("vendors", rank=60),
    Heard({"endpoint": "operate.vendors"}),
    Subject(
        {
            "vendor": (Vendor, named),
            "endpoint": (Endpoint, lambda row, _language: str(row.url)),
            "api_key": (ApiKey, lambda row, _language: f"pk_{row.prefix}_…"),
            "vendor_member": (VendorMember, lambda row, _language: str(row.name)),
        }
    ),
    AuditWords(
        kinds=("vendor", "endpoint", "api_key", "vendor_member"),
        moments=frozenset({"since", "until"}),
        all_if_empty=frozenset({"event_types"}),
        codes={"role": "vendors-role-"},
    ),
)
