using FsCheck;
using FsCheck.Fluent;

namespace Hub.Canonical.Tests.Identifiers;

public sealed class When_a_social_credit_code_is_checked
{
    private static Arbitrary<string> Codes { get; } = (
        from head in Gen.Elements("11", "12", "51", "52", "91", "92", "93", "Y1")
        from division in Gen.Elements(Divisions.All.Select(d => d.Code).ToArray())
        from body in Gen.ArrayOf(Gen.Elements(SocialCreditCode.Alphabet.ToCharArray()), 9)
        let first = head + division + new string(body)
        select first + SocialCreditCode.CheckCharacter(first)).ToArbitrary();

    [Theory]
    [InlineData("91350100M000100Y43", IdentifierFault.None)]
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("91350100M000100Y4", IdentifierFault.Length)]
    [InlineData("91350100M000100Y433", IdentifierFault.Length)]
    [InlineData("91350100M0001O0Y43", IdentifierFault.Character)]
    [InlineData("91350100m000100Y43", IdentifierFault.Character)]
    [InlineData("91A50100M000100Y43", IdentifierFault.Character)]
    [InlineData("91000100M000100Y43", IdentifierFault.Division)]
    [InlineData("91350100M000100Y44", IdentifierFault.CheckDigit)]
    public void Should_name_the_first_rule_broken(string text, IdentifierFault expected)
    {
        Assert.Equal(expected, SocialCreditCode.Check(text));
        Assert.Equal(expected == IdentifierFault.None, SocialCreditCode.TryParse(text, out _));
    }

    [Theory]
    [InlineData('I')]
    [InlineData('O')]
    [InlineData('S')]
    [InlineData('V')]
    [InlineData('Z')]
    public void Should_refuse_the_excluded_letters(char letter) =>
        Assert.Equal(IdentifierFault.Character, SocialCreditCode.Check("91350100M00010" + letter + "Y43"));

    [Fact]
    public void Should_read_its_parts()
    {
        Assert.True(SocialCreditCode.TryParse("91350100M000100Y43", out var code));
        Assert.Equal(('9', '1', "350100", "M000100Y4"), (code.Department, code.Category, code.Division, code.Organisation));
        Assert.True(code.OrganisationIsConsistent);
    }

    [Fact]
    public void Should_detect_every_substitution_and_transposition()
    {
        Prop.ForAll(Codes, code =>
        {
            Assert.Equal(IdentifierFault.None, SocialCreditCode.Check(code));
            Assert.All(Mutations.Substitutions(code, SocialCreditCode.Alphabet), m => Assert.NotEqual(IdentifierFault.None, SocialCreditCode.Check(m)));
            Assert.All(Mutations.Transpositions(code), m => Assert.NotEqual(IdentifierFault.None, SocialCreditCode.Check(m)));
        }).QuickCheckThrowOnFailure();
    }
}

public sealed class When_an_organisation_code_is_checked
{
    [Theory]
    [InlineData("M000100Y4", IdentifierFault.None)]
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("M000100Y", IdentifierFault.Length)]
    [InlineData("M000100y4", IdentifierFault.Character)]
    [InlineData("M000100YA", IdentifierFault.Character)]
    [InlineData("M000100Y5", IdentifierFault.CheckDigit)]
    public void Should_name_the_first_rule_broken(string text, IdentifierFault expected) =>
        Assert.Equal(expected, OrganisationCode.Check(text));

    [Fact]
    public void Should_detect_what_the_standard_detects()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var body = $"{(uint)seed % 100_000_000:00000000}";
            var code = body + OrganisationCode.CheckCharacter(body);
            Assert.All(Mutations.Substitutions(code, "0123456789", (i, _) => i < 8), m => Assert.NotEqual(IdentifierFault.None, OrganisationCode.Check(m)));

            // The check X is worth ten, the letter X in the body 33: exchanged, they are not compared like with like.
            Assert.All(Mutations.Transpositions(code).Where(_ => code[8] != 'X'), m => Assert.NotEqual(IdentifierFault.None, OrganisationCode.Check(m)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Should_not_tell_characters_eleven_apart() =>
        Assert.Equal(OrganisationCode.CheckCharacter("00000000"), OrganisationCode.CheckCharacter("B0000000"));
}

public sealed class When_a_bank_line_number_is_checked
{
    [Theory]
    [InlineData("102100099996", IdentifierFault.None)]
    [InlineData("103100000026", IdentifierFault.None)]
    [InlineData("104100000004", IdentifierFault.None)]
    [InlineData("105100000017", IdentifierFault.None)]
    [InlineData("301290000007", IdentifierFault.None)]
    [InlineData("308584000013", IdentifierFault.None)]
    [InlineData("403100000004", IdentifierFault.None)]
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("10210009999", IdentifierFault.Length)]
    [InlineData("10210009999X", IdentifierFault.Character)]
    [InlineData("102100099995", IdentifierFault.CheckDigit)]
    public void Should_name_the_first_rule_broken(string text, IdentifierFault expected) =>
        Assert.Equal(expected, BankLineNumber.Check(text));

    [Fact]
    public void Should_detect_every_substitution() =>
        Assert.All(Mutations.Substitutions("102100099996", "0123456789"), m => Assert.Equal(IdentifierFault.CheckDigit, BankLineNumber.Check(m)));
}
