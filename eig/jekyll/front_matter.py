"""YAML with line numbers: front matter, data files and the site's configuration."""

import math
import re

import yaml

from eig.jekyll.problems import Problem

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
DEEPEST = 100
INDENTED = re.compile(rf"^ {{{DEEPEST},}}", re.M)
MOST_NODES = 500_000
TIMESTAMP = "tag:yaml.org,2002:timestamp"


def split_front_matter(text):
    """(front matter or None, body, number of the body's first line)."""
    if not (found := FRONT_MATTER.match(text)):
        return None, text, 1
    return found.group(1), text[found.end() :], text.count("\n", 0, found.end()) + 1


def load_yaml(text, source, first_line=1):
    """(value, problems): what the YAML says; value is None where a problem is fatal. Never raises."""
    problems = []
    try:
        if _is_too_deep(text):
            return None, [Problem(source, first_line, "broken YAML: nested too deep", "yaml", True)]
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None, []
            _inspect(loader, node, source, first_line, problems, set())
            if _size(node, {}) > MOST_NODES:
                return None, [Problem(source, first_line, "broken YAML: aliases make it endless", "yaml", True)]
            if any(problem.fatal_for_item for problem in problems):
                return None, problems
            value = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        return None, [*problems, Problem(source, line, f"broken YAML: {error.problem or error.context}", "yaml", True)]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, [*problems, Problem(source, first_line, f"broken YAML: {reason}", "yaml", True)]
    return value, problems


def _inspect(loader, node, source, first_line, problems, seen):
    """Add the problems that constructing the value would hide or not place: repeated keys, impossible dates."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _inspect(loader, child, source, first_line, problems, seen)
    elif isinstance(node, yaml.MappingNode):
        known = set()
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                if key.value in known:
                    line = key.start_mark.line + first_line
                    message = f"the key “{key.value}” is given twice: the last one counts"
                    problems.append(Problem(source, line, message, "duplicate-key"))
                known.add(key.value)
            _inspect(loader, key, source, first_line, problems, seen)
            _inspect(loader, child, source, first_line, problems, seen)
    elif node.tag == TIMESTAMP:
        try:
            loader.construct_object(node)
        except ValueError:
            line = node.start_mark.line + first_line
            problems.append(Problem(source, line, f"impossible date: {node.value}", "date", True))


def _is_too_deep(text):
    """Whether collections stand in collections beyond reason: building them would exhaust the C stack."""
    if sum(text.count(mark) for mark in ("[", "{", "- -", "? ")) < DEEPEST and not INDENTED.search(text):
        return False
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _size(node, known):
    """How many nodes the value has once aliases stand for what they name; infinite for one that holds itself."""
    if id(node) not in known:
        known[id(node)] = math.inf
        children = node.value if isinstance(node, yaml.CollectionNode) else ()
        if isinstance(node, yaml.MappingNode):
            children = [child for pair in children for child in pair]
        known[id(node)] = 1 + sum(_size(child, known) for child in children)
    return known[id(node)]


class Lines:
    """Where each key of a YAML text stands: `Lines(text).of("people", "Ada", "twitter")` → a line number."""

    def __init__(self, text, first_line=1):
        self.first_line = first_line
        try:
            self.root = yaml.compose(text, Loader=Loader)
        except yaml.YAMLError:
            self.root = None

    def of(self, *keys):
        """The line of the deepest of the keys (or list positions) that is found."""
        node, line = self.root, self.first_line
        for key in keys:
            node, line = self._step(node, key, line)
            if node is None:
                break
        return line

    def _step(self, node, key, line):
        if isinstance(node, yaml.MappingNode):
            for name, child in node.value:
                if name.value == str(key):
                    return child, name.start_mark.line + self.first_line
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            child = node.value[key]
            return child, child.start_mark.line + self.first_line
        return None, line
