using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_a_message_is_answered
{
    private static readonly Adjudicated Settled = new()
    {
        Adjudication = new Adjudication
        {
            SettlementId = "S1", EncounterId = "E1", Total = new Money(1250), FundTotal = new Money(1000), PersonTotal = new Money(250),
            PersonalAccount = new Money(100), Cash = new Money(150), Funds = [new FundShare("310100", new Money(1000))],
        },
    };

    [Fact]
    public async Task Should_bring_the_result_back_in_Z_segments()
    {
        await using var door = new Door();
        door.Journal.Reply = _ => Task.FromResult<object>(Settled);
        var answer = await door.AskOneAsync(Texts.Claim("A1"));
        var zaj = answer.Message.First("ZAJ")!;
        Assert.Equal(("AA", "A1", "S1", "12.50", "10.00", "1.50"), (answer.Code, answer.ControlId, zaj.Value(1), zaj.Value(7), zaj.Value(8), zaj.Value(11)));
        Assert.Equal(("310100", "10.00"), (answer.Message.First("ZAF")!.Value(2), answer.Message.First("ZAF")!.Value(3)));
        Assert.Equal("/receipts/" + Convert.ToHexStringLower(door.Journal.Taken.Single().ContentDigest.Span), answer.Message.First("ZRC")!.Value(1));
        Assert.Equal(("HUB", "BUREAU", "HIS", "H1"), (answer.Message.Header.Application, answer.Message.Header.Facility,
            answer.Message.Header.ReceivingApplication, answer.Message.Header.ReceivingFacility));
    }

    [Fact]
    public async Task Should_give_the_stored_answer_byte_for_byte_and_take_a_changed_one_for_a_conflict()
    {
        await using var door = new Door();
        door.Journal.Reply = _ => Task.FromResult<object>(Settled);
        var first = await door.AskOneAsync(Texts.Claim("A2"));
        var again = await door.AskOneAsync(Texts.Claim("A2").Replace("|20260609083000||DFT", "|20260609090000||DFT", StringComparison.Ordinal));
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Single(door.Journal.Taken);

        var changed = await door.AskOneAsync(Texts.Claim("A2").Replace("|12.50&CNY|", "|13.50&CNY|", StringComparison.Ordinal));
        Assert.Equal(("AE", "HL7-2001"), (changed.Code, changed.Error));
        Assert.Single(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_not_say_yes_before_the_result_is_known()
    {
        await using var door = new Door(o => o.WaitLimitSeconds = 0);
        var result = new TaskCompletionSource<object>();
        door.Journal.Reply = _ => result.Task;
        var pending = await door.AskOneAsync(Texts.Claim("A3"));
        Assert.Equal(("AE", "HL7-2002"), (pending.Code, pending.Error));
        result.SetResult(Settled);
        await result.Task;
        door.Options.WaitLimitSeconds = 20;
        Assert.Equal("AA", (await door.AskOneAsync(Texts.Claim("A3"))).Code);
        Assert.Single(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_pass_a_refusal_of_the_routes_on()
    {
        await using var door = new Door();
        door.Journal.Reply = _ => Task.FromResult<object>(new Refused("SET-1022", "settled before", Fault.Sender));
        var answer = await door.AskOneAsync(Texts.Claim("A4"));
        Assert.Equal(("AE", "SET-1022"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task Should_keep_nothing_when_the_journal_is_away()
    {
        await using var door = new Door();
        door.Journal.Away = true;
        var answer = await door.AskOneAsync(Texts.Claim("A5"));
        Assert.Equal(("AR", "HL7-9001"), (answer.Code, answer.Error));
        door.Journal.Away = false;
        Assert.Equal("AA", (await door.AskOneAsync(Texts.Claim("A5"))).Code);
    }

    [Theory]
    [InlineData("2.3")]
    [InlineData("2.3.1")]
    [InlineData("2.4")]
    [InlineData("2.5")]
    [InlineData("2.5.1")]
    public async Task Should_answer_in_the_version_of_the_sender(string version)
    {
        await using var door = new Door();
        var answer = await door.AskOneAsync(Texts.Versioned("ADT^A04", "V" + version, version, "", Texts.Pid.Replace("|M", "|Q", StringComparison.Ordinal), Texts.Visit));
        Assert.Equal((version, "AE", "HL7-1304"), (answer.Message.Header.Version, answer.Code, answer.Error));
        var err = answer.Message.First("ERR")!;
        if (AckWriter.IsModern(version))
        {
            Assert.Equal(("PID", "8", "103", "E"), (err.Value(2), err.Value(2, 3), err.Value(3), err.Value(4)));
        }
        else
        {
            Assert.Equal(("PID", "8", "103"), (err.Value(1), err.Value(1, 3), err.Value(1, 4)));
        }
    }

    [Theory]
    [InlineData("2.2", "P", "HL7-1202")]
    [InlineData("2.8", "P", "HL7-1202")]
    [InlineData("", "P", "HL7-1202")]
    [InlineData("2.5", "T", "HL7-1203")]
    public async Task Should_refuse_another_version_and_another_processing(string version, string processing, string error)
    {
        await using var door = new Door();
        var answer = await door.AskOneAsync(Texts.Versioned("ADT^A04", "P1", version, "", Texts.Pid, Texts.Visit).Replace("|P|", $"|{processing}|", StringComparison.Ordinal));
        Assert.Equal(("AR", error), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task Should_answer_in_the_character_set_and_with_the_signs_of_the_sender()
    {
        await using var door = new Door();
        var text = Texts.Versioned("ADT^A04", "G1", "2.5", "||||||GBK", Texts.Pid.Replace("|M", "|Q", StringComparison.Ordinal), Texts.Visit)
            .Replace("^~\\&", "!~\\&", StringComparison.Ordinal).Replace('^', '!');
        var answer = Assert.Single(await door.AskAsync(Charset.Gbk.Encode(text)));
        Assert.Equal(('!', Charset.Gbk, "HL7-1304"), (answer.Message.Header.Delimiters.Component, answer.Message.Header.Charset, answer.Error));
        Assert.Contains("代码不在字典中", answer.Message.First("ERR")!.Value(8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NE", "AL", "AA")]
    [InlineData("AL", "NE", "CA")]
    [InlineData("ER", "AL", "AA")]
    [InlineData("SU", "NE", "CA")]
    [InlineData("NE", "NE", null)]
    [InlineData("NE", "ER", null)]
    public async Task Should_acknowledge_in_the_mode_that_is_asked_for(string accept, string application, string? first)
    {
        await using var door = new Door();
        var answers = await door.AskAsync(Encoding.UTF8.GetBytes(Texts.Versioned("ADT^A04", "N1", "2.5", $"|||{accept}|{application}", Texts.Pid, Texts.Visit)));
        Assert.Equal(first, answers.Count == 0 ? null : Assert.Single(answers).Code);
        Assert.Single(door.Journal.Commands);
    }

    [Fact]
    public async Task Should_repeat_an_accept_acknowledgement_byte_for_byte()
    {
        await using var door = new Door();
        var bytes = Encoding.UTF8.GetBytes(Texts.Versioned("ADT^A04", "N2", "2.5", "|||AL|AL", Texts.Pid, Texts.Visit));
        Assert.Equal((await door.AskAsync(bytes))[0].Bytes, (await door.AskAsync(bytes))[0].Bytes);
    }

    [Fact]
    public async Task Should_never_answer_an_acknowledgement()
    {
        await using var door = new Door();
        Assert.Empty(await door.AskAsync(Encoding.UTF8.GetBytes("MSH|^~\\&|HIS|H1|HUB|B|20260609||ACK|1|P|2.5\rMSA|AA|1\r")));
        Assert.Empty(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_expect_the_next_sequence_number()
    {
        await using var door = new Door(o => o.Senders[0].SequenceNumbers = true);
        string Numbered(string id, int number) => Texts.Versioned("ADT^A04", id, "2.5", "|" + number.ToString(System.Globalization.CultureInfo.InvariantCulture), Texts.Pid, Texts.Visit);
        Assert.Equal("AA", (await door.AskOneAsync(Numbered("Q1", 7))).Code);
        Assert.Equal("AA", (await door.AskOneAsync(Numbered("Q1", 7))).Code);
        var gap = await door.AskOneAsync(Numbered("Q3", 9));
        Assert.Equal(("AE", "HL7-1206", "8"), (gap.Code, gap.Error, gap.Message.First("MSA")!.Value(4)));
        Assert.Equal("AA", (await door.AskOneAsync(Numbered("Q2", 8))).Code);
        Assert.Equal("AA", (await door.AskOneAsync(Numbered("Q3", 9))).Code);
        Assert.Equal("AA", (await door.AskOneAsync(Numbered("Q4", 0))).Code);
        Assert.Equal(4, door.Journal.Taken.Count);
    }

    [Fact]
    public async Task Should_answer_a_query_with_a_query_response()
    {
        await using var door = new Door();
        door.Journal.Reply = _ => Task.FromResult<object>(new PersonIdentified
        {
            Person = new Person { Number = "P1", Name = "张三", Gender = "1" },
            Coverages = [new Coverage { InsuranceType = "310", Status = "1", AccountBalance = new Money(12345) }],
        });
        var answer = await door.AskOneAsync(Texts.Message(
            "QBP^Q22^QBP_Q21", "K1", "QPD|Q22^Find^HL7|T1|@PID.3.1^430102199001011234~@PID.3.5^NI", "RCP|I"));
        Assert.Equal(("RSP^K22", "AA", "OK", "T1"), (answer.Message.Header.Kind, answer.Code, answer.Message.First("QAK")!.Value(2), answer.Message.First("QAK")!.Value(1)));
        Assert.Equal(("P1", "张三", "310", "123.45"), (answer.Message.First("PID")!.Value(3), answer.Message.First("PID")!.Value(5),
            answer.Message.First("IN1")!.Value(2), answer.Message.First("ZCV")!.Value(4)));
        Assert.DoesNotContain("430102199001011234", Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
    }
}
