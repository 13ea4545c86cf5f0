namespace Hub.Canonical.Tests.Codes;

public sealed class When_a_division_is_looked_up
{
    [Fact]
    public void Should_hold_the_whole_current_table()
    {
        Assert.Equal(34, Divisions.All.Count(d => d.Level == DivisionLevel.Province));
        Assert.Equal(337, Divisions.All.Count(d => d.Level == DivisionLevel.City));
        Assert.Equal(2846, Divisions.All.Count(d => d.Level == DivisionLevel.County));
        Assert.Equal(Divisions.All, Divisions.All.OrderBy(d => d.Code, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("430203", "湖南省株洲市芦淞区")]
    [InlineData("430200", "湖南省株洲市")]
    [InlineData("430000", "湖南省")]
    [InlineData("110105", "北京市朝阳区")]
    [InlineData("441900", "广东省东莞市")]
    public void Should_name_a_division_with_its_parents(string code, string expected) => Assert.Equal(expected, Divisions.FullNameOf(code));

    [Theory]
    [InlineData("430203", "430200")]
    [InlineData("430299", "430200")] // unlisted, yet its city is known
    [InlineData("430200", "430000")]
    [InlineData("110105", "110000")]
    [InlineData("430000", null)]
    [InlineData("000000", null)]
    public void Should_find_the_parent(string code, string? expected) => Assert.Equal(expected, Divisions.ParentOf(code)?.Code);

    [Theory]
    [InlineData("430203", DivisionStanding.Current)]
    [InlineData("430299", DivisionStanding.Unlisted)]
    [InlineData("660100", DivisionStanding.Unlisted)]
    [InlineData("110104", DivisionStanding.Unlisted)]
    [InlineData("990000", DivisionStanding.Malformed)]
    [InlineData("43020", DivisionStanding.Malformed)]
    [InlineData("43020３", DivisionStanding.Malformed)]
    [InlineData("", DivisionStanding.Malformed)]
    public void Should_tell_unlisted_from_malformed(string code, DivisionStanding expected) => Assert.Equal(expected, Divisions.Check(code));

    [Fact]
    public void Should_lead_every_division_to_a_province() =>
        Assert.All(Divisions.All, d => Assert.Equal(DivisionLevel.Province, Divisions.ProvinceOf(d.Code)?.Level));
}
