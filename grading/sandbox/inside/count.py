"""Calls and recursion of a student's function, counted where no library is that it could lean on."""

from course_lib.exercise_watch import TOO_DEEP, Watch


class Count(Watch):
    """A ``Watch`` that looks for no libraries, and so costs a third."""

    @property
    def see(self):
        """What ``sys.setprofile`` is given."""
        return self.deep if self.calls is None else self.both

    def both(self, frame, event, called):
        """Calls, and recursion too."""
        if event == "call":
            caller = frame.f_back
            if caller is not None and caller.f_globals is self.home:
                self._count()
        elif event == "c_call" and frame.f_globals is self.home:
            self._count()
        if not self.recursion:
            self.deep(frame, event, called)

    def deep(self, frame, event, called):
        """Recursion alone."""
        if event == "call":
            if frame.f_globals is self.home:
                self.active[frame.f_code] += 1
                if self.active[frame.f_code] > 1:
                    self._end(f"{frame.f_code.co_name} calls itself{TOO_DEEP}")
        elif event == "return" and frame.f_globals is self.home:
            self.active[frame.f_code] -= 1
