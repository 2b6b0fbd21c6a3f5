"""What the chart becomes: values in, JSON, one a line; documents out, or why there are none.

Runs where Helm's library is (`make helm-tools`). `rendered.py VERSION` asks Kubernetes' schemas of
that version, strictly, so that a field that Kubernetes does not know is a fault.
"""

import json
import sys
from pathlib import Path
from typing import Any

import helm_python as helm
import kubernetes_validate
import yaml

CHART = Path(__file__).parent / "parkline"
INFO = 1
"""Of Helm's lint: what it recommends."""


def rendered(values: dict[str, Any], version: str) -> dict[str, Any]:
    """`documents`, and `faults` of them by their kind; or `refused`."""
    with helm.Chart.load(str(CHART)) as chart:
        try:
            chart.validate_schema(values)
            files = chart.render(values, name="demo", namespace="parkline")
        except helm.HelmError as problem:
            return {"refused": str(problem), "documents": [], "faults": []}
    documents = [
        document
        for name, text in files.items()
        if name.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document
    ]
    faults = []
    for document in documents:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as problem:
            faults.append(f"{document['kind']}: {problem.message}")
    return {"refused": "", "documents": documents, "faults": faults}


if __name__ == "__main__":
    warned = [one["error"] for one in helm.lint(str(CHART))["messages"] if one["severity"] > INFO]
    asked = [json.loads(line) for line in sys.stdin]
    print(json.dumps({"lint": warned, "rendered": [rendered(one, sys.argv[1]) for one in asked]}))
