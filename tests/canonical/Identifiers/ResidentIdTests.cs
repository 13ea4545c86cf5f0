using FsCheck;
using FsCheck.Fluent;

namespace Hub.Canonical.Tests.Identifiers;

public sealed class When_a_resident_id_is_checked
{
    [Theory]
    [InlineData("11010519491231002X", IdentifierFault.None)] // the standard's own example
    [InlineData("440524188001010014", IdentifierFault.None)] // the standard's second example
    [InlineData("", IdentifierFault.Missing)]
    [InlineData("11010519491231002", IdentifierFault.Length)]
    [InlineData("11010519491231002XX", IdentifierFault.Length)]
    [InlineData("110105491231002", IdentifierFault.Length)]
    [InlineData("11010519491231002x", IdentifierFault.Character)]
    [InlineData("1101051949123100 X", IdentifierFault.Character)]
    [InlineData("1101051949123100２X", IdentifierFault.Character)]
    [InlineData("X10105194912310021", IdentifierFault.Character)]
    [InlineData("00010519491231002X", IdentifierFault.Division)]
    [InlineData("16010519491231002X", IdentifierFault.Division)]
    [InlineData("11010519490230002X", IdentifierFault.BirthDate)]
    [InlineData("11010519491331002X", IdentifierFault.BirthDate)]
    [InlineData("110105000012310020", IdentifierFault.BirthDate)]
    [InlineData("110105194912310020", IdentifierFault.CheckDigit)]
    public void Should_name_the_first_rule_broken(string text, IdentifierFault expected)
    {
        Assert.Equal(expected, ResidentId.Check(text));
        Assert.Equal(expected == IdentifierFault.None, ResidentId.TryParse(text, out _));
    }

    [Fact]
    public void Should_refuse_a_birth_date_after_today_and_accept_today()
    {
        var id = Ids.Make("110105", "20260102", "002");

        Assert.Equal(IdentifierFault.BirthDateInFuture, ResidentId.Check(id, new DateOnly(2026, 1, 1)));
        Assert.Equal(IdentifierFault.None, ResidentId.Check(id, new DateOnly(2026, 1, 2)));
    }

    [Theory]
    [InlineData("110104")] // Xuanwu district, withdrawn in 2010
    [InlineData("430219")]
    [InlineData("810001")]
    [InlineData("830000")]
    [InlineData("911124")] // permanent residence of foreigners: 9, place, nationality
    public void Should_accept_a_division_that_is_not_listed_today(string division)
    {
        Assert.Null(Divisions.Find(division));
        Assert.Equal(IdentifierFault.None, ResidentId.Check(Ids.Make(division, "19700101", "001")));
    }

    [Fact]
    public void Should_read_birth_date_sex_and_division()
    {
        Assert.True(ResidentId.TryParse("11010519491231002X", out var woman));
        Assert.Equal(new DateOnly(1949, 12, 31), woman.BirthDate);
        Assert.Equal("2", woman.Gender);
        Assert.Equal("110105", woman.Division);
        Assert.True(ResidentId.TryParse("440524188001010014", out var man));
        Assert.Equal("1", man.Gender);
    }

    [Fact]
    public void Should_not_show_the_number_in_text()
    {
        Assert.True(ResidentId.TryParse("11010519491231002X", out var id));
        Assert.Equal("11****************", id.ToString());
    }

    [Fact]
    public void Should_detect_every_substitution_and_transposition()
    {
        Prop.ForAll(Ids.Arbitrary, id =>
        {
            Assert.Equal(IdentifierFault.None, ResidentId.Check(id));
            Assert.All(Mutations.Substitutions(id, "0123456789X"), m => Assert.NotEqual(IdentifierFault.None, ResidentId.Check(m)));
            Assert.All(Mutations.Transpositions(id), m => Assert.NotEqual(IdentifierFault.None, ResidentId.Check(m)));
        }).QuickCheckThrowOnFailure();
    }
}

public sealed class When_a_resident_id_is_normalised
{
    [Theory]
    [InlineData(" 11010519491231002x ", "11010519491231002X")]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("440524800101001", "44052419800101001")] // the century is 19 unless the order says otherwise
    [InlineData("440524800101998", "44052418800101998")] // 996 to 999 were kept for those born before 1900
    public void Should_give_the_form_of_eighteen(string typed, string expectedBeginning)
    {
        var id = ResidentId.Normalise(typed);

        Assert.StartsWith(expectedBeginning, id, StringComparison.Ordinal);
        Assert.Equal(IdentifierFault.None, ResidentId.Check(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("11010549123100A")]
    [InlineData("H43010000001")]
    public void Should_leave_anything_else(string typed) => Assert.Equal(typed, ResidentId.Normalise(typed));
}

internal static class Ids
{
    /// <summary>Valid numbers of people born 1900 to 2019 in any current county.</summary>
    public static Arbitrary<string> Arbitrary { get; } = (
        from county in Gen.Elements(Divisions.All.Where(d => d.Level == DivisionLevel.County).Select(d => d.Code).ToArray())
        from day in Gen.Choose(0, 43_000)
        from order in Gen.Choose(0, 999)
        select Make(county, $"{new DateOnly(1900, 1, 1).AddDays(day):yyyyMMdd}", $"{order:000}")).ToArbitrary();

    public static string Make(string division, string born, string order)
    {
        var body = division + born + order;
        return body + ResidentId.CheckCharacter(body);
    }
}
