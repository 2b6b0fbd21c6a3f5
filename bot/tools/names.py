"""How well names and reasons are found: `bot/.venv/bin/python -m bot.tools.names`.

Cross-validates the tagger over bot/data, the rules around it included, and prints precision,
recall and F1 of each entity in sentences about visits (the tagger hears no others). `--mistakes`
prints the sentences that it got wrong.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402 - after the placeholders
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402
from sklearn.model_selection import StratifiedKFold  # noqa: E402

from bot.components.name_tagger import VISITS, NameTagger  # noqa: E402
from bot.components.rule_entities import RuleEntities  # noqa: E402
from bot.components.tokenizer import CharacterTokenizer  # noqa: E402
from bot.tools.measures import of_lists  # noqa: E402
from bot.tools.training import training_data  # noqa: E402

ENTITIES = ("visitor_name", "visit_reason")
FOLDS = 5
SURE = {"intent_ranking": [{"name": "register_visitor", "confidence": 1.0}]}


def main() -> None:
    options = _options()
    os.environ["PARKLINE_KNOWLEDGE_FILE"] = str(options.knowledge)
    judged = list(cross_validate(_examples(options.training)))
    print(f"{len(judged)} sentences about visits, {FOLDS} folds")
    print(f"{'':14}{'precision':>10}{'recall':>8}{'F1':>8}{'n':>6}")
    for entity in ENTITIES:
        score = of_lists(
            (_values(entity, wanted), _values(entity, found)) for _, wanted, found in judged
        )
        shares = f"{score.precision:10.3f}{score.recall:8.3f}{score.f1:8.3f}"
        print(f"{entity:14}{shares}{score.n:6}")
    for text, wanted, found in judged if options.mistakes else ():
        for entity in ENTITIES:
            right, seen = _values(entity, wanted), _values(entity, found)
            if sorted(right) != sorted(seen):
                print(f"{entity}: {text}\n    wanted {right}, found {seen}")


Judged = tuple[str, Sequence[dict[str, str]], Sequence[dict[str, str]]]


def cross_validate(examples: Sequence[Message]) -> Iterator[Judged]:
    """(text, annotated, found) of each sentence, by a tagger that has not seen it."""
    intents = [message.get("intent") for message in examples]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    rules = RuleEntities.create({}, *_nowhere())
    rules.process_training_data(TrainingData(list(examples)))
    for train, test in folds.split(intents, intents):
        with tempfile.TemporaryDirectory() as folder:
            tagger = _trained([examples[index] for index in train], Path(folder))
            for index in test:
                text, intent = str(examples[index].get("text")), examples[index].get("intent")
                if intent not in VISITS:
                    continue
                message = Message({"text": text, **SURE})
                _tokenise([message])
                tagger.process(rules.process([message]))
                yield text, examples[index].get("entities") or (), message.get("entities")


def _trained(examples: list[Message], folder: Path) -> NameTagger:
    storage, resource = LocalModelStorage(folder), Resource("names")
    context, config = ExecutionContext(GraphSchema({})), NameTagger.get_default_config()
    NameTagger.create(config, storage, resource, context).train(TrainingData(examples))
    return NameTagger.load(config, storage, resource, context)


def _nowhere() -> tuple[LocalModelStorage, Resource, ExecutionContext]:
    return (
        LocalModelStorage(Path(tempfile.gettempdir())),
        Resource("rules"),
        ExecutionContext(GraphSchema({})),
    )


def _examples(folder: Path) -> list[Message]:
    data = training_data(folder)
    _tokenise(data.intent_examples)
    return list(data.intent_examples)


def _tokenise(messages: list[Message]) -> None:
    tokenizer = CharacterTokenizer(CharacterTokenizer.get_default_config())
    tokenizer.process_training_data(TrainingData(messages))


def _values(entity: str, entities: Sequence[dict[str, str]]) -> list[str]:
    return [str(one["value"]) for one in entities if one["entity"] == entity]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.names", description=__doc__)
    for name, default, what in (
        ("training", "bot/data", "annotated sentences"),
        ("knowledge", "bot/trained/knowledge.json", "the park's data that the rules read"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default), help=what)
    parser.add_argument("--mistakes", action="store_true", help="print what was got wrong")
    return parser.parse_args()


if __name__ == "__main__":
    main()
