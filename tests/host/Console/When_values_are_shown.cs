using Hub.Console.Pages;

namespace Hub.Console.Tests;

public sealed class When_values_are_shown
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.01")]
    [InlineData(-123456789012, "-1,234,567,890.12")]
    [InlineData(long.MaxValue, "92,233,720,368,547,758.07")]
    public void Should_tell_money_to_the_fen(long fen, string text) => Assert.Equal(text, Shown.Money(fen));

    [Theory]
    [InlineData("6222020000000011111", "••••1111")]
    [InlineData("12345", "••••2345")]
    [InlineData("1234", "••••")]
    [InlineData("", "••••")]
    [InlineData(null, "")]
    public void Should_show_of_an_account_its_last_four(string? account, string text) => Assert.Equal(text, Shown.Account(account));

    [Theory]
    [InlineData("王芳", "王••")]
    [InlineData("阿依古丽·买买提", "阿••")]
    [InlineData("𠮷田", "𠮷••")]
    [InlineData("王", "王••")]
    [InlineData("\u202E王", "⟨202E⟩••")]
    [InlineData("", "")]
    public void Should_show_of_a_name_its_first_character(string name, string text) => Assert.Equal(text, Shown.Name(name));

    [Theory]
    [InlineData("plain 文字 <b>", "plain 文字 <b>")]
    [InlineData("a\r\nb\tc", "a⟨000D⟩⟨000A⟩b⟨0009⟩c")]
    [InlineData("pay\u202Eevil\u2066x\u200Bz", "pay⟨202E⟩evil⟨2066⟩x⟨200B⟩z")]
    [InlineData("line\u2028end\uFEFF", "line⟨2028⟩end⟨FEFF⟩")]
    public void Should_show_what_cannot_be_seen_as_its_number(string text, string shown) => Assert.Equal(shown, Shown.Text(text));

    [Fact]
    public void Should_show_half_a_character_as_such() => Assert.Equal("lone \uFFFD half", Shown.Text("lone " + (char)0xD800 + " half"));

    [Fact]
    public void Should_tell_time_at_the_bureau()
    {
        var at = new DateTimeOffset(2026, 11, 27, 16, 0, 1, TimeSpan.Zero);
        Assert.Equal("2026-11-28 00:00:01", Shown.Moment(at));
        Assert.Equal("2026-11-28T00:00:01+08:00", Shown.Iso(at));

        // What the database gives is UTC whatever the machine's zone.
        Assert.Equal("00:00:01", Shown.Time(new DateTime(2026, 11, 27, 16, 0, 1, DateTimeKind.Utc)));
    }
}
