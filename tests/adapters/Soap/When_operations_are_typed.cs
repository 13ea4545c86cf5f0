using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Translation;
using Hub.Adapters.Soap.Wire.Contract;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Certs.XmlSignatures;
using Hub.Journal;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_operations_are_typed : IDisposable
{
    private readonly Door door = new();

    public static TheoryData<string> Operations => [.. Requests.Operations.Keys];

    [Fact]
    public void Should_have_a_sample_of_every_operation() =>
        Assert.Equal(SoapContract.Operations.Where(name => name != "QueryReceipt").Order(), Requests.Operations.Keys.Order());

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Should_accept_every_operation_and_answer_by_the_contract(string operation)
    {
        door.Journal.Reply = Replies.For;
        foreach (var isSoap12 in (bool[])[false, true])
        {
            var type = isSoap12 ? $"application/soap+xml; charset=utf-8; action=\"urn:hub:soap:v1/{operation}\"" : "text/xml; charset=utf-8";
            var answer = await door.AskAsync(
                Requests.Envelope(Requests.Typed(operation), isSoap12: isSoap12), type, isSoap12 ? null : $"\"urn:hub:soap:v1/{operation}\"");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.Equal(operation + "Response", answer.Content.LocalName);
            Assert.Empty(ContractChecker.Check(answer.Content));
        }

        var command = Assert.IsAssignableFrom<ICommand>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal(Door.Institution, command.Origin.Partner);
        Assert.Equal("M-1", command.Origin.Key);
        Assert.Equal(operation, command.Origin.Kind);
        Assert.Matches("^[0-9]{4}$", NationalNumbers.Of(command));
    }

    [Fact]
    public async Task Should_translate_a_whole_claim()
    {
        door.Journal.Reply = Replies.For;
        await door.AskAsync(Requests.Envelope(Requests.Typed("SubmitClaim")));
        var claim = Assert.IsType<SubmitClaim>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal("V1", claim.VisitNumber);
        Assert.Equal("V1", claim.Origin.Visit);
        Assert.Equal(new Money(1234), claim.Total);
        Assert.True(claim.UsePersonalAccount);
        Assert.Equal("测试甲", claim.Person.Name);
        Assert.Equal(new DateTime(2026, 11, 28, 9, 0, 0), claim.BeginsAt);
        var line = Assert.Single(claim.Lines);
        Assert.Equal((2m, 6.17m, new Money(1234)), (line.Quantity, line.UnitPrice, line.Amount));
        Assert.Equal("J00.x00", Assert.Single(claim.Diagnoses).Code);
    }

    [Theory]
    [InlineData("<Total>12.34</Total>", "<Total>12.345</Total>", "SOAP-1302", "SubmitClaim/Total")]
    [InlineData("<Total>12.34</Total>", "<Total>1e2</Total>", "SOAP-1302", "SubmitClaim/Total")]
    [InlineData("<Total>12.34</Total>", "", "SOAP-1301", "SubmitClaim/Total")]
    [InlineData("<Rank>1</Rank>", "<Rank>x</Rank>", "SOAP-1302", "SubmitClaim/Diagnosis/Rank")]
    [InlineData("<VisitNumber>V1</VisitNumber>", "<VisitNumber/>", "SOAP-1301", "SubmitClaim/VisitNumber")]
    [InlineData("<Setting>Outpatient</Setting>", "<Setting>outpatient</Setting>", "SOAP-1302", "SubmitClaim/Setting")]
    [InlineData("<Amount>12.34</Amount>", "<Amount>12.36</Amount>", "SOAP-1310", "FeeLine[1]/Amount")]
    [InlineData("2026-11-28T09:00:00", "28.11.2026", "SOAP-1302", "SubmitClaim/BeginsAt")]
    [InlineData("<Type>02</Type>", "<Type>0002</Type>", "SOAP-1302", "SubmitClaim/Credential/Type")]
    [InlineData("<Amount>12.34</Amount>", "<Amount>12.34</Amount><Bribe>1</Bribe>", "SOAP-1303", "SubmitClaim/FeeLine/Bribe")]
    [InlineData("<Amount>12.34</Amount>", "", "SOAP-1301", "SubmitClaim/FeeLine/Amount")]
    public async Task Should_name_the_field_that_is_wrong(string right, string wrong, string code, string field)
    {
        var content = Requests.SubmitClaim.Replace(right, wrong, StringComparison.Ordinal);
        var answer = await door.AskAsync(Requests.Envelope(Requests.Typed("SubmitClaim", content: content)));
        Assert.Equal((500, code), (answer.Status, answer.FaultCode));
        Assert.Equal(field, answer.FaultField);
        Assert.DoesNotContain("测试甲", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("12.36", answer.Text, StringComparison.Ordinal);
        Assert.Empty(door.Journal.Accepted);
        Assert.Equal(code, Assert.Single(door.Journal.Refused).Reason);
    }

    [Fact]
    public async Task Should_name_the_line_that_is_wrong()
    {
        var content = Requests.SubmitClaim.Replace("<FeeLine>", "\n<FeeLine>", StringComparison.Ordinal).Replace("<Quantity>2<", "\n<Quantity>two<", StringComparison.Ordinal);
        var answer = await door.AskAsync(Requests.Envelope(Requests.Typed("SubmitClaim", content: content)));
        Assert.Contains("<h:Line>3</h:Line>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_need_a_name_of_the_encounter()
    {
        var answer = await door.AskAsync(Requests.Envelope(Requests.Typed("CancelSettlement", content: "<Setting>Outpatient</Setting>")));
        Assert.Equal("SOAP-1309", answer.FaultCode);
    }

    [Fact]
    public async Task Should_take_the_visit_number_where_the_core_id_is_not_known()
    {
        await door.AskAsync(Requests.Envelope(Requests.Typed("RecordVisit")));
        var visit = Assert.IsType<RecordVisit>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal(("V1", "", ""), (visit.Origin.Visit, visit.EncounterId, visit.PersonNumber));
    }

    [Fact]
    public async Task Should_give_the_stored_answer_whatever_the_form()
    {
        door.Journal.Reply = Replies.For;
        var first = await door.AskAsync(Requests.Envelope(Requests.Typed("Settle", header: "<Operator>01</Operator>")));
        door.Journal.Reply = _ => new Refused("SET-0000", "changed", Fault.Hub);
        var other = Requests.Typed("Settle", header: "<Operator>02</Operator>")
            .Replace("<", "<q:", StringComparison.Ordinal).Replace("<q:/", "\n</q:", StringComparison.Ordinal).Replace("xmlns=", "xmlns:q=", StringComparison.Ordinal);
        other = System.Text.RegularExpressions.Regex.Replace(other, "([^>])\n</q:", "$1</q:");
        var again = await door.AskAsync(Requests.Envelope(other, isSoap12: true), "application/soap+xml");
        Assert.Equal(ExclusiveCanonicalizer.Canonicalize(first.Content, []), ExclusiveCanonicalizer.Canonicalize(again.Content, []));
        var changed = await door.AskAsync(Requests.Envelope(Requests.Typed("Settle", content: Requests.Operations["Settle"].Replace("12.34", "12.35", StringComparison.Ordinal))));
        Assert.Equal("SOAP-2001", changed.FaultCode);
        Assert.Single(door.Journal.Accepted);
    }

    [Theory]
    [InlineData(IntakeResult.Pending, "SOAP-2002", 500)]
    [InlineData(IntakeResult.Unavailable, "SOAP-9001", 503)]
    public async Task Should_say_honestly_that_there_is_no_answer(IntakeResult trouble, string code, int status)
    {
        door.Journal.Trouble = trouble;
        var answer = await door.AskAsync(Requests.Envelope(Requests.Typed("Settle")));
        Assert.Equal((status, code), (answer.Status, answer.FaultCode));
        Assert.Contains("s:Server", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<h:RetryHelps>true", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_a_refusal_of_the_core_as_a_fault_in_both_versions()
    {
        door.Journal.Reply = _ => new Refused("CORE-5", "核心拒绝", Fault.Core, "余额不足\u0001");
        var first = await door.AskAsync(Requests.Envelope(Requests.Typed("Settle")));
        var second = await door.AskAsync(Requests.Envelope(Requests.Typed("Settle"), isSoap12: true), "application/soap+xml");
        Assert.Equal((500, "CORE-5"), (first.Status, first.FaultCode));
        Assert.Equal((500, "CORE-5"), (second.Status, second.FaultCode));
        Assert.Contains("余额不足\uFFFD", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_give_a_receipt_by_its_digest()
    {
        await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn")));
        var digest = Convert.ToHexStringLower(door.Journal.Accepted[0].ContentDigest.Span);
        string Question(string content) => $"<QueryReceipt xmlns=\"urn:hub:soap:v1\">{content}</QueryReceipt>";
        var signedDoor = door;
        var answer = await signedDoor.AskAsync(Requests.Envelope(Question($"<ContentDigest>{digest}</ContentDigest>"), Requests.User("his", "s3cret", [1, 2, 3, 4, 5, 6, 7, 8], Door.Start)));
        Assert.Equal("{\"receipt\":1}", answer.Content.Elements.Single().Text);
        var unknown = await signedDoor.AskAsync(
            Requests.Envelope(Question($"<ContentDigest>{new string('0', 64)}</ContentDigest>"), Requests.User("his", "s3cret", [9, 2, 3, 4, 5, 6, 7, 8], Door.Start)));
        Assert.Equal("SOAP-2003", unknown.FaultCode);
        Assert.Single(door.Journal.Accepted);
    }

    [Fact]
    public async Task Should_refuse_to_speak_for_another_institution()
    {
        var other = Requests.Typed("Settle").Replace(Door.Institution, Door.OtherInstitution, StringComparison.Ordinal);
        var answer = await door.AskAsync(Requests.Envelope(other, Requests.User("his", "s3cret", [1, 2, 3, 4, 5, 6, 7, 8], Door.Start)));
        Assert.Equal("SOAP-1307", answer.FaultCode);
    }

    public void Dispose() => door.Dispose();
}
