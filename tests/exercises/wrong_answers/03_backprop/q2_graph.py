# ruff: noqa: F811
import numpy as np


def speakers(parents, root, detached):
    # who passes something on
    return [node for node in backward_order(parents, root) if node not in detached]


# %% breadth first: who is near speaks first
# says: has not heard all
def backward_order(parents, root):
    order = [root]
    found = {root}
    for node in order:
        order += [parent for parent in dict.fromkeys(parents[node]) if parent not in found]
        found.update(parents[node])
    return order


# %% depth first, whoever is found speaks at once
# says: has not heard all
def backward_order(parents, root):
    order, stack = {}, [root]
    while stack:
        node = stack.pop()
        if node not in order:
            order[node] = True
            stack += parents[node][::-1]
    return list(order)


# %% forward in place of backward
# says: comes before
def backward_order(parents, root):
    done, order, stack = set(), [], [(root, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in done:
            done.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in parents[node] if parent not in done)
    return order


# %% the highest number first, as if numbers were births
# says: comes before
def backward_order(parents, root):
    behind, waiting = {root}, [root]
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in behind:
                behind.add(parent)
                waiting.append(parent)
    return sorted(behind, reverse=True)


# %% recursion
# says: too deep for recursion
def backward_order(parents, root):
    done, order = set(), []

    def visit(node):
        if node not in done:
            done.add(node)
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    visit(root)
    return order[::-1]


# %% recursion, with a limit that was raised
# says: visit calls itself
def backward_order(parents, root):
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    done, order = set(), []

    def visit(node):
        if node not in done:
            done.add(node)
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    try:
        visit(root)
    finally:
        sys.setrecursionlimit(before)
    return order[::-1]


# %% Python's library walks
# says: called \['graphlib'\]
def backward_order(parents, root):
    import graphlib

    behind, waiting = {root}, [root]
    while waiting:
        new = set(parents[waiting.pop()]) - behind
        behind |= new
        waiting += new
    return [*graphlib.TopologicalSorter({n: parents[n] for n in behind}).static_order()][::-1]


# %% a node comes once for each use
# says: came more often
def backward_order(parents, root):
    order, ready = [], [root]
    while ready:
        order.append(ready.pop())
        ready += parents[order[-1]]
    return order


# %% all nodes of the graph
# says: does not depend on
def backward_order(parents, root):
    uses = list(np.bincount([parent for made in parents for parent in made], minlength=len(parents)))
    order, ready = [], [node for node, count in enumerate(uses) if count == 0]
    while ready:
        order.append(ready.pop())
        for parent in parents[order[-1]]:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return order


# %% root is left out
# says: are missing
def backward_order(parents, root):
    done, order, stack = set(), [], [(root, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in done:
            done.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in parents[node] if parent not in done)
    return order[-2::-1]


# %% a node is done as soon as one of its users is
# says: has not heard all
def backward_order(parents, root):
    order, ready = {}, [root]
    while ready:
        order[node := ready.pop(0)] = True
        ready += [parent for parent in parents[node] if parent not in order and parent not in ready]
    return list(order)


# %% uses are counted over the whole graph, also those that root has nothing to do with
# says: are missing
def backward_order(parents, root):
    uses = list(np.bincount([parent for made in parents for parent in made], minlength=len(parents)))
    order, ready = [], [root]
    while ready:
        order.append(ready.pop())
        for parent in parents[order[-1]]:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return order


# %% fools the visible tests: the longest way is looked for, up to 1,000 steps
def backward_order(parents, root):
    depth, front = {root: 0}, {root}
    for step in range(1, 1000):
        front = {parent for node in front for parent in parents[node]}
        if not front:
            break
        depth |= dict.fromkeys(front, step)
    return sorted(depth, key=depth.get)


# %% a second use overwrites the first
# says: has overwritten the other
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] = slope * grads[node]
    return grads


# %% the upstream gradient is forgotten
# says: One step more
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += slope
    return grads


# %% an array with one all over
# says: does not depend on node 4
def blame(parents, slopes, root, detached):
    grads = np.ones(len(parents))
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += slope * grads[node]
    return grads


# %% root has no gradient to begin with
# says: root moves by 1
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += slope * grads[node]
    return grads


# %% only the nodes that root depends on
# says: an entry for each of the five
def blame(parents, slopes, root, detached):
    grads = dict.fromkeys(backward_order(parents, root), 0.0) | {root: 1.0}
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += slope * grads[node]
    return np.array([grads[node] for node in sorted(grads)])


# %% a node that is used twice by the same child counts once
# says: both uses count
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in dict(zip(parents[node], slopes[node], strict=True)).items():
            grads[parent] += slope * grads[node]
    return grads


# %% fools the visible tests: whole numbers only
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents), dtype=int)
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += int(slope) * grads[node]
    return grads


# %% fools the visible tests: slopes below 0 are no blame
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += abs(slope) * grads[node]
    return grads


# %% the loop of lesson 1, which knows of no detach
# says: Node 2 is cut off
def blame(parents, slopes, root, detached):
    grad = {root: 1.0}
    for node in backward_order(parents, root):
        for source, local in zip(parents[node], slopes[node], strict=True):
            grad[source] = grad.get(source, 0.0) + local * grad[node]
    return np.array([grad.get(node, 0.0) for node in range(len(parents))])


# %% a node that is cut off hears nothing itself
# says: the 5 that it hears are its own
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in speakers(parents, root, detached):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            if parent not in detached:
                grads[parent] += slope * grads[node]
    return grads


# %% whoever stands behind a node that is cut off hears nothing, whichever way it takes
# says: only the 18
def blame(parents, slopes, root, detached):
    silent, grads = set(), np.zeros(len(parents))
    grads[root] = 1
    for node in backward_order(parents, root):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            if node in detached or node in silent:
                silent.add(parent)
            grads[parent] = 0 if parent in silent else grads[parent] + slope * grads[node]
    return grads


# %% fools the visible tests: root speaks, even if it is cut off
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))
    grads[root] = 1
    for node in [root, *(n for n in speakers(parents, root, detached) if n != root)]:
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            grads[parent] += slope * grads[node]
    return grads


# %% each way by itself, with recursion
# says: calls itself
def blame(parents, slopes, root, detached):
    grads = np.zeros(len(parents))

    def tell(node, upstream):
        grads[node] += upstream
        if node not in detached:
            for parent, slope in zip(parents[node], slopes[node], strict=True):
                tell(parent, slope * upstream)

    tell(root, 1.0)
    return grads
