"""No model: but an application without this module is told of no migration."""
