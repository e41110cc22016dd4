"""What the database would refuse of an image, said by a form beside the field in which it is mended."""

from django.core.exceptions import ValidationError

from eig.images.models import Image

MENDED_IN = {
    "image_credit_or_unknown": "credit",
    "image_consent_given_has_date": "consent_on",
    "image_withdrawn_has_end": "rights_until",
}


class KeepsPromises:
    """A form of an image whose broken constraints are errors of their field, where the form has it."""

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        for constraint in Image._meta.constraints:
            try:
                constraint.validate(Image, self.instance, exclude)
            except ValidationError as error:
                name = MENDED_IN.get(constraint.name)
                self.add_error(name if name in self.fields else None, error)
