"""Calls and recursion of a student's function, counted where no library is that it could lean on."""

from course_lib.exercise_watch import TOO_DEEP, Watch


class Count(Watch):
    """A ``Watch`` that looks for no libraries, and so costs a third."""

    def see(self, frame, event, called):
        """What ``sys.setprofile`` is given."""
        if event == "call":
            caller = frame.f_back
            if caller is not None and caller.f_globals is self.home:
                self._count()
            if not self.recursion and frame.f_globals is self.home:
                self.active[frame.f_code] += 1
                if self.active[frame.f_code] > 1:
                    self._end(f"{frame.f_code.co_name} calls itself{TOO_DEEP}")
        elif event == "c_call":
            if frame.f_globals is self.home:
                self._count()
        elif event == "return" and not self.recursion and frame.f_globals is self.home:
            self.active[frame.f_code] -= 1
