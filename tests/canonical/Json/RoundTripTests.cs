using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using Hub.Canonical.Json;
using Hub.Canonical.Messages;
using Hub.Canonical.Tests.Model;

namespace Hub.Canonical.Tests.Json;

public sealed class When_a_record_is_written_and_read
{
    public static TheoryData<string> Names { get; } = new(CanonicalTypes.Records.Select(t => t.Name));

    private static Type TypeOf(string name) => CanonicalTypes.Records.Single(t => t.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_come_back_the_same(string name) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var before = new RandomRecords(seed).Make(TypeOf(name));
            var written = CanonicalJson.Write(before);
            var after = CanonicalJson.Read(TypeOf(name), written);
            return SameContent.Of(before, after) && CanonicalJson.Write(after).AsSpan().SequenceEqual(written);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_ignore_what_a_newer_writer_adds(string name)
    {
        var before = new RandomRecords(7).Make(TypeOf(name));
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(before));
        var separator = text == "{}" ? "" : ",";
        var newer = string.Concat(text.AsSpan(0, text.Length - 1), separator, """ "addedLater": { "a": [1, null] } }""");

        Assert.True(SameContent.Of(before, CanonicalJson.Read(TypeOf(name), Encoding.UTF8.GetBytes(newer))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_refuse_a_member_given_twice(string name)
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(new RandomRecords(7).Make(TypeOf(name))));
        var first = JsonDocument.Parse(text).RootElement.EnumerateObject().First();
        var twice = $$"""{{text[..^1]}},"{{first.Name}}":{{first.Value.GetRawText()}}}""";

        Assert.Throws<JsonException>(() => CanonicalJson.Read(TypeOf(name), Encoding.UTF8.GetBytes(twice)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_refuse_a_record_without_a_required_member(string name)
    {
        var type = TypeOf(name);
        if (type == typeof(Acknowledged) || type == typeof(Person) || type == typeof(InquiryAnswered))
        {
            Assert.NotNull(CanonicalJson.Read(type, "{}"u8)); // nothing in them is required
            return;
        }

        Assert.Throws<JsonException>(() => CanonicalJson.Read(type, "{}"u8));
    }
}

public sealed class When_canonical_json_is_strict
{
    [Theory]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("\"100\"")]
    [InlineData("9223372036854775808")]
    [InlineData("null")]
    public void Should_refuse_an_amount_that_is_no_whole_number_of_fen(string amount) =>
        Assert.Throws<JsonException>(() => CanonicalJson.Read<FundShare>(Encoding.UTF8.GetBytes($$"""{"fundType":"310100","amount":{{amount}}}""")));

    [Theory]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+08:00")]
    [InlineData("2026-01-02 03:04:05")]
    [InlineData("2026-02-30T00:00:00")]
    public void Should_refuse_a_time_of_another_form(string time) =>
        Assert.Throws<JsonException>(() => CanonicalJson.Read<SignedOut>(Encoding.UTF8.GetBytes($$"""{"at":"{{time}}"}""")));

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    public void Should_refuse_to_write_a_time_with_a_zone(DateTimeKind kind) =>
        Assert.Throws<JsonException>(() => CanonicalJson.Write(new SignedOut(new DateTime(2026, 1, 2, 3, 4, 5, kind))));

    [Theory]
    [InlineData("""{"code":null,"text":"t","fault":"Core"}""")]
    [InlineData("""{"code":"c","text":"t","fault":"Nobody"}""")]
    [InlineData("""{"code":"c","text":"t","fault":7}""")]
    [InlineData("""{"code":"c","text":"t"}""")]
    [InlineData("""{"code":"c","text":"t","fault":"Core",}""")]
    [InlineData("null")]
    [InlineData("")]
    public void Should_refuse_what_is_no_refusal(string json) =>
        Assert.Throws<JsonException>(() => CanonicalJson.Read<Refused>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Should_write_the_agreed_form() => Assert.Equal(
        """{"code":"SET-1004","text":"金额 <不符>","fault":"Sender"}""",
        Encoding.UTF8.GetString(CanonicalJson.Write(new Refused("SET-1004", "金额 <不符>", Fault.Sender))));

    [Fact]
    public void Should_lend_its_rules_to_other_types()
    {
        var options = new JsonSerializerOptions();
        CanonicalJson.Apply(options, new DefaultJsonTypeInfoResolver());
        var state = new State(new Money(5), new DateTime(2026, 1, 2, 3, 4, 5), [new FundShare("310100", new Money(7))], Fault.Hub);

        var text = JsonSerializer.Serialize(state, options);

        Assert.Equal("""{"owed":5,"at":"2026-01-02T03:04:05","funds":[{"fundType":"310100","amount":7}],"fault":"Hub"}""", text);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<State>(text, options), options));
    }

    private sealed record State(Money Owed, DateTime At, IReadOnlyList<FundShare> Funds, Fault Fault);

    [Fact]
    public void Should_refuse_types_outside_the_model() =>
        Assert.Throws<NotSupportedException>(() => CanonicalJson.Write(new Version(1, 0)));
}

public sealed class When_a_message_is_stored_by_name
{
    [Fact]
    public void Should_know_every_message()
    {
        var messages = CanonicalTypes.Records
            .Where(t => t.Namespace == typeof(ICommand).Namespace && t != typeof(Origin) && t != typeof(StatementRow) && t != typeof(ComparedRow));

        Assert.Equal(messages, MessageTypes.All.OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.All(MessageTypes.All, t => Assert.Equal(t, MessageTypes.Find(MessageTypes.NameOf(t))));
        Assert.Equal(typeof(Settle), MessageTypes.Find("Hub.Canonical.Messages.Settle"));
        Assert.Null(MessageTypes.Find("Hub.Canonical.Person"));
    }
}
