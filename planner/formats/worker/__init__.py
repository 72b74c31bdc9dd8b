"""Foreign files are read in a process of their own, with limits of memory and time: nothing in one ends the window.

`process` is the program's side, `serving` what runs in the process. A job is a module-level function
`job(request, notify)` that takes and gives plain JSON; it is named "package.module:function".
"""
