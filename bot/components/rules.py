"""Rasa's RulePolicy, deciding the same in less time."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from rasa.core.policies.rule_policy import (
    RULES,
    RULES_FOR_LOOP_UNHAPPY_PATH,
    RulePolicy,
)
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from bot.components.serving.tracker import LeanTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class LeanRulePolicy(RulePolicy):
    """What makes it cheaper, and changes no decision (tests/e2e/park/test_as_stock_rasa.py):

    - a state further back than the longest rule is long can tell no two rules apart, so states are
      made for the last ones only;
    - a rule that ends with another action or intent is not even looked at;
    - a rule's key is read as JSON once, not for every state of every prediction.
    """

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        seen = tracker.looking_back(self._longest) if isinstance(tracker, LeanTracker) else tracker
        states: list[State] = super()._prediction_states(
            seen, domain, use_text_for_last_user_input, rule_only_data
        )
        return states

    @staticmethod
    def format_tracker_states(states: list[Any]) -> Any:  # noqa: ARG004 - Rasa calls it so
        """For a debug message, for which it would be copied as well."""
        return None

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        keys = self._keys[id(lookup)]
        action, intent = _ends(states[-1])
        fitting = {
            key: lookup[key]
            for end in {(action, intent), (action, None), (None, intent), (None, None)}
            for key in keys.get(end, ())
        }
        possible: set[str] = super()._get_possible_keys(fitting, states)
        return possible

    @cached_property
    def _keys(self) -> dict[int, dict[tuple[str | None, str | None], list[str]]]:
        """Of each table: its rules by what they end with."""
        found: dict[int, dict[tuple[str | None, str | None], list[str]]] = {}
        for table in (self.lookup[RULES], self.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]):
            ends = found.setdefault(id(table), {})
            for key in table:
                ends.setdefault(_ends(self._read[key][-1]), []).append(key)
        return found

    @cached_property
    def _read(self) -> dict[str, list[State]]:
        keys = [*self.lookup[RULES], *self.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]]
        return {key: json.loads(key) for key in keys}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._read.values()), default=1)

    def _rule_key_to_state(self, rule_key: str) -> list[State]:  # type: ignore[override]
        return self._read[rule_key]


def _ends(state: State) -> tuple[str | None, str | None]:
    """The action and the intent that a state names."""
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    intent = state.get(USER, {}).get(INTENT)
    return action, intent  # type: ignore[return-value]
