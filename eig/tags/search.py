"""Which items a change of a tag's use concerns."""

from django.contrib.contenttypes.models import ContentType


def tagged(model):
    """The function from a TaggedItem to the number of the item of that model it tags: one, or none."""

    def numbers(tagged_item):
        is_one = tagged_item.content_type_id == ContentType.objects.get_for_model(model).pk
        return [tagged_item.object_id] if is_one else []

    return numbers
