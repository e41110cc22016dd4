#!/usr/bin/env python
import os
import sys
from importlib import import_module


def main():
    """Run a command. A variable that settings cannot read, or Ctrl-C, ends it in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eig.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        try:
            import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        except ImproperlyConfigured as error:
            sys.exit(str(error))
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit("\nInterrupted.")


if __name__ == "__main__":
    main()
