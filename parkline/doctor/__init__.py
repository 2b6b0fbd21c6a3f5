"""What is wrong with an installation, or will be soon, each with its mend."""

from parkline.doctor.examination import examine
from parkline.doctor.findings import SIGNS, SUMMARY, Finding, status_of

__all__ = ["SIGNS", "SUMMARY", "Finding", "examine", "status_of"]
