"""What the course's code asks of a bar; nothing of it is shown."""


class tqdm:
    """Goes through what it is given, and counts."""

    def __init__(self, iterable=None, total=None, initial=0, **shown):
        self.iterable, self.total, self.n = iterable, total, initial

    def __iter__(self):
        for item in self.iterable:
            yield item
            self.n += 1

    def update(self, n=1):
        self.n += n

    def close(self):
        """Nothing was opened."""

    @staticmethod
    def write(text):
        print(text)
