namespace Hub.Canonical.Tests.Identifiers;

public sealed class When_a_subject_code_is_checked
{
    [Theory]
    [InlineData("H43010000001", IdentifierFault.None)]
    [InlineData("P43010000001", IdentifierFault.None)]
    [InlineData("H43029900001", IdentifierFault.None)] // a city pool, not in GB/T 2260
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("H4301000000", IdentifierFault.Length)]
    [InlineData("D43010000001", IdentifierFault.Prefix)]
    [InlineData("h43010000001", IdentifierFault.Prefix)]
    [InlineData("H4301000000A", IdentifierFault.Character)]
    [InlineData("H99010000001", IdentifierFault.Division)]
    public void Should_check_institutions(string text, IdentifierFault expected) => Assert.Equal(expected, InstitutionCode.Check(text));

    [Theory]
    [InlineData("D430100000001", IdentifierFault.None)]
    [InlineData("N430100000001", IdentifierFault.None)]
    [InlineData("HY430100000001", IdentifierFault.None)]
    [InlineData("HJ430100000001", IdentifierFault.None)]
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("X430100000001", IdentifierFault.Prefix)]
    [InlineData("H4301000000001", IdentifierFault.Prefix)]
    [InlineData("D4301000000011", IdentifierFault.Length)]
    [InlineData("HY43010000001", IdentifierFault.Length)]
    [InlineData("D43010000000X", IdentifierFault.Character)]
    [InlineData("D000100000001", IdentifierFault.Division)]
    public void Should_check_practitioners(string text, IdentifierFault expected) => Assert.Equal(expected, PractitionerCode.Check(text));

    [Fact]
    public void Should_tell_kinds_apart()
    {
        Assert.Equal(InstitutionKind.Hospital, InstitutionCode.KindOf("H43010000001"));
        Assert.Equal(InstitutionKind.Pharmacy, InstitutionCode.KindOf("P43010000001"));
        Assert.Equal("430100", InstitutionCode.DivisionOf("P43010000001"));
        Assert.Equal(PractitionerKind.Doctor, PractitionerCode.KindOf("D430100000001"));
        Assert.Equal(PractitionerKind.Nurse, PractitionerCode.KindOf("N430100000001"));
        Assert.Equal(PractitionerKind.Pharmacist, PractitionerCode.KindOf("HY430100000001"));
        Assert.Equal(PractitionerKind.Technician, PractitionerCode.KindOf("HJ430100000001"));
    }

    [Fact]
    public void Should_not_repeat_a_bad_code_in_the_error()
    {
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => InstitutionCode.KindOf("secret")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => PractitionerCode.KindOf("secret")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XA02BCA234E001010104268", CatalogueKind.WesternMedicine)]
    [InlineData("XA02BCA234E001010104", CatalogueKind.WesternMedicine)]
    [InlineData("ZA04CAG0401010100001234", CatalogueKind.ChinesePatentMedicine)]
    [InlineData("T001700650", CatalogueKind.ChineseMedicinePieces)]
    [InlineData("T00170065A", CatalogueKind.Unknown)]
    [InlineData("C0101010010000100001", CatalogueKind.Consumable)]
    [InlineData("C01010100100001000010000001", CatalogueKind.Consumable)]
    [InlineData("001101000010000", CatalogueKind.ServiceItem)]
    [InlineData("NMLC999", CatalogueKind.Placeholder)]
    [InlineData("", CatalogueKind.Unknown)]
    [InlineData("x", CatalogueKind.Unknown)]
    public void Should_classify_catalogue_codes_by_shape(string code, CatalogueKind expected) =>
        Assert.Equal(expected, CatalogueCode.Classify(code));
}
