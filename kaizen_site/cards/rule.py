"""Faults of the rule blocks in ActivityDefinitions."""

from kaizen_site.model.diagnostic import Card, Severity

YAML_SYNTAX = Card(
    "KZ701",
    "rule/yaml-syntax",
    Severity.ERROR,
    "The rule block can't be read as YAML",
    "What can't be read can't be trusted: nothing else is said about the block until this is mended.",
    "Mend the line that is named; most often a value needs quotes or the indentation is off.",
)
NOT_MAPPING = Card(
    "KZ702",
    "rule/not-mapping",
    Severity.ERROR,
    "The rule block holds no fields",
    "A rule is a mapping with `id` and `action`.",
    "Write one `field: value` a line.",
)
ID_MISSING = Card(
    "KZ703",
    "rule/id-missing",
    Severity.ERROR,
    "The rule has no id",
    "Tasks and dry runs name the rule that they come from.",
    "Add `id:` with a name that no other rule of the file has.",
)
DUPLICATE_ID = Card(
    "KZ704",
    "rule/duplicate-id",
    Severity.ERROR,
    "Two rules of one file have the same id",
    "A task would name a rule that can't be found.",
    "Give one of them another id.",
)
ACTION_MISSING = Card(
    "KZ705",
    "rule/action-missing",
    Severity.ERROR,
    "The rule has no action",
    "The action is the task that the rule creates.",
    "Add `action:` with a `task_template`.",
)
TASK_TEMPLATE_MISSING = Card(
    "KZ706",
    "rule/task-template-missing",
    Severity.ERROR,
    "The action has no task template",
    "The template becomes the task's title; a task without a title can't be created.",
    "Add `task_template:` with the title.",
)
ACTION_INVALID = Card(
    "KZ707",
    "rule/action-invalid",
    Severity.ERROR,
    "A field of the action has the wrong shape",
    "Description and target are texts, labels are a list of texts.",
    "Write the field in the shape that the message names.",
)
PRIORITY_UNKNOWN = Card(
    "KZ708",
    "rule/priority-unknown",
    Severity.ERROR,
    "The priority is not known",
    "Four words exist; any other would be dropped or refused where the task is created.",
    "Write low, medium, high or critical.",
)
FOR_EACH_UNBOUND = Card(
    "KZ709",
    "rule/for-each-unbound",
    Severity.ERROR,
    "The rule loops over something that is not there",
    "A loop runs over a list that a context source has bound. Over a name that nothing binds it would fail in every "
    "run.",
    "Loop over the `bind_to` of a context source that gives a list.",
)
BIND_AS_INVALID = Card(
    "KZ710",
    "rule/bind-as-invalid",
    Severity.ERROR,
    "The name in `bind_as` can't be used",
    "The name stands in conditions and templates, so it is one word, and none that they use already.",
    "Choose a short word of letters, digits and `_`, such as `r`.",
)
UNKNOWN_VARIABLE = Card(
    "KZ711",
    "rule/unknown-variable",
    Severity.ERROR,
    "A name is not bound",
    "Conditions and templates see `context.<name>` for each context source, `event` under an event trigger, and the "
    "name in `bind_as`. Another name has no value, and the rule would fail in every run.",
    "Use a name that is bound, or bind it.",
)
UNKNOWN_FIELD = Card(
    "KZ712",
    "rule/unknown-field",
    Severity.ERROR,
    "A field does not exist",
    "A scheduled run has eight fields, and an event has the attributes that its event type lists. Another field has "
    "no value, and the rule would fail in every run.",
    "Use a field that exists; a new event attribute goes into the event type's table first.",
)
CONDITION_SYNTAX = Card(
    "KZ713",
    "rule/condition-syntax",
    Severity.ERROR,
    "The condition can't be read",
    "Conditions are a small language of comparisons joined by `and`, `or` and `not`, without arithmetic and with six "
    "functions, so that they are safe to run and can be checked.",
    "Write comparisons of names with texts, numbers, true, false or null.",
)
CONDITION_TYPE = Card(
    "KZ714",
    "rule/condition-type",
    Severity.ERROR,
    "The condition combines values that don't go together",
    "What `and`, `or` and `not` join must be true or false, and only numbers or texts have an order. Anything else "
    "fails in every run.",
    "Compare the value with something, or with something of its own kind.",
)
ALWAYS_FALSE = Card(
    "KZ715",
    "rule/always-false",
    Severity.ERROR,
    "A comparison always has the same result",
    "The field never has such a value, so the comparison decides nothing and the rule does not do what it says.",
    "Compare with a value that the field can have.",
)
AGENT_UNKNOWN = Card(
    "KZ716",
    "rule/agent-unknown",
    Severity.ERROR,
    "The condition names an agent that does not exist",
    "No schedule can hold an agent that is neither installed nor packaged, so the rule never creates a task for it.",
    "Correct the agent's name.",
)
TEMPLATE_SYNTAX = Card(
    "KZ717",
    "rule/template-syntax",
    Severity.ERROR,
    "A template can't be read",
    "A template is text with `{{ path }}` in it and nothing else: no filters, no blocks, no calls.",
    "Put only the path of a value between the braces.",
)
UNKNOWN_KEY = Card(
    "KZ718",
    "rule/unknown-key",
    Severity.WARNING,
    "The rule has a key that Kaizen does not read",
    "Other systems may have keys of their own, so this is a warning; a key that looks like a misspelt one of ours is "
    "an error, because a lost `condition` creates tasks for everything.",
    "Correct or delete the key; keys that begin with `x-` are left alone.",
)
DUPLICATE_LABEL = Card(
    "KZ719",
    "rule/duplicate-label",
    Severity.INFO,
    "A label stands twice",
    "The second one has no effect; often another label was meant.",
    "Delete one of the two, or write the label that was meant.",
)
