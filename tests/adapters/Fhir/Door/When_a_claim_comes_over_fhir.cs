using System.Text;
using Hub.Adapters.Fhir.Kernel;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Tests.Door;

public sealed class When_a_claim_comes_over_fhir : IDisposable
{
    private readonly FhirDoor door = new();

    public When_a_claim_comes_over_fhir() => door.Journal.Reply = _ => Samples.Settled;

    public void Dispose() => door.Dispose();

    [Fact]
    public async Task Should_be_a_whole_visit_to_be_settled()
    {
        var reply = await door.PostAsync(Samples.Claim);
        Assert.Equal(200, reply.Status);
        var claim = Assert.IsType<SubmitClaim>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal(("V2026112800001", "V2026112800001"), (claim.VisitNumber, claim.Origin.Visit));
        Assert.Equal((CareSetting.Outpatient, "310", "11", false), (claim.Setting, claim.InsuranceType, claim.MedicalCategory, claim.Trial));
        Assert.Equal(new Money(1250), claim.Total);
        var line = Assert.Single(claim.Lines);
        Assert.Equal((2m, 6.25m, new Money(1250), "OWN-1"), (line.Quantity, line.UnitPrice, line.Amount, line.InstitutionCode));
        Assert.Equal(new DateTime(2026, 11, 28, 9, 0, 0), line.OccurredAt);
        Assert.Equal("J06.900", Assert.Single(claim.Diagnoses).Code);
        Assert.Equal(("430100", "430100"), (claim.Origin.TreatmentDivision, claim.Origin.InsuredDivision));
    }

    [Fact]
    public async Task Should_answer_with_totals_that_add_up()
    {
        var response = (await door.PostAsync(Samples.Claim)).Resource;
        Assert.Equal(("ClaimResponse", "complete"), (response.Type, response.Text("outcome")));
        var totals = response.All("total").ToDictionary(
            t => t.Text("category", "coding", "code")!, t => decimal.Parse(t.Text("amount", "value")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(totals["submitted"], totals.Where(t => t.Key != "submitted").Sum(t => t.Value));
        string[] funds = ["hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hifdm_pay", "oth_pay"];
        var shares = response.All("adjudication").Where(a => funds.Contains(a.Text("category", "coding", "code")))
            .Sum(a => decimal.Parse(a.Text("amount", "value")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(totals["fund_pay_sumamt"], shares);
    }

    [Fact]
    public async Task Should_be_the_same_message_in_json_and_xml_and_with_other_white_space()
    {
        var first = await door.PostAsync(Samples.Claim);
        var compact = System.Text.Json.Nodes.JsonNode.Parse(Samples.Claim)!.ToJsonString();
        var again = await door.PostAsync(compact);
        var xml = new System.Buffers.ArrayBufferWriter<byte>();
        var kernel = new FhirKernel();
        kernel.Write(kernel.Read(Encoding.UTF8.GetBytes(Samples.Claim), FhirFormat.Json, ValidationLevel.WellFormed).Resource!, FhirFormat.Xml, xml);
        var third = await door.PostAsync(xml.WrittenSpan.ToArray(), change: http => http.Request.ContentType = "application/fhir+xml");
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal(200, third.Status);
        Assert.StartsWith("<", third.Text, StringComparison.Ordinal);
        Assert.Single(door.Journal.Accepted);
    }

    [Theory]
    [InlineData("OWN-1", "OWN-2")]
    [InlineData("J06.900", "J06.901")]
    [InlineData("V2026112800001", "V2026112800002")]
    public async Task Should_be_a_conflict_when_a_value_changes(string from, string to)
    {
        await door.PostAsync(Samples.Claim);
        var reply = await door.PostAsync(Samples.Claim.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal((409, "FHR-2001"), (reply.Status, reply.ErrorCode));
        Assert.Single(door.Journal.Accepted);
    }

    [Theory]
    [InlineData("\"total\": { \"value\": 12.50", "\"total\": { \"value\": 12.51", "Claim.total")]
    [InlineData("\"net\": { \"value\": 12.50", "\"net\": { \"value\": 12.505", "Claim.item[0].net.value")]
    [InlineData("\"value\": 6.25, \"currency\": \"CNY\"", "\"value\": 7.25, \"currency\": \"CNY\"", "Claim.item[0].net")]
    [InlineData("\"value\": 6.25, \"currency\": \"CNY\"", "\"value\": 6.25, \"currency\": \"USD\"", "Claim.item[0].unitPrice.currency")]
    [InlineData("urn:hub:nhsa:icd10", "http://hl7.org/fhir/sid/icd-10", "Claim.diagnosis[0].diagnosis")]
    [InlineData("\"end\": \"2026-11-28T09:30:00+08:00\"", "\"end\": \"2026-11-27T09:30:00+08:00\"", "period")]
    [InlineData("\"value\": \"H43010000001\"", "\"value\": \"H43010000002\"", "Claim.provider")]
    [InlineData("urn:hub:nhsa:insutype", "urn:example:insutype", "Claim.insurance.coverage")]
    [InlineData("urn:hub:nhsa:certno", "urn:example:mrn", "Claim.patient")]
    public async Task Should_be_refused_by_name_of_the_element_when_it_contradicts_itself(string from, string to, string expression)
    {
        Assert.Contains(from, Samples.Claim, StringComparison.Ordinal);
        var reply = await door.PostAsync(Samples.Claim.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(422, reply.Status);
        Assert.Contains(expression, reply.Expressions, StringComparison.Ordinal);
        Assert.Empty(door.Journal.Accepted);

        // The identifier is still free for the corrected claim.
        Assert.Equal(200, (await door.PostAsync(Samples.Claim)).Status);
    }

    [Fact]
    public async Task Should_say_no_with_the_routes_reason()
    {
        door.Journal.Reply = _ => new Refused("SET-1022", "settled already", Fault.Sender);
        var reply = await door.PostAsync(Samples.Claim);
        Assert.Equal((422, "error", "SET-1022"), (reply.Status, reply.Resource.Text("outcome"), reply.Resource.Text("error", "code", "coding", "code")));
    }

    [Fact]
    public async Task Should_say_where_to_ask_while_the_outcome_is_open()
    {
        door.Journal.Trouble = IntakeResult.Pending;
        var reply = await door.PostAsync(Samples.Claim);
        Assert.Equal((202, "queued"), (reply.Status, reply.Resource.Text("outcome")));
        Assert.Equal("5", reply.Headers.RetryAfter.ToString());
        var place = reply.Headers["Content-Location"].ToString().Split('/')[^1];
        Assert.Equal(202, (await door.GetAsync("ClaimResponse", place)).Status);
    }

    [Fact]
    public async Task Should_say_that_nothing_was_kept_when_the_hub_takes_nothing()
    {
        door.Journal.Trouble = IntakeResult.Unavailable;
        Assert.Equal(503, (await door.PostAsync(Samples.Claim)).Status);
    }

    [Fact]
    public async Task Should_give_its_answer_back_to_its_sender()
    {
        var first = await door.PostAsync(Samples.Claim);
        var place = first.Headers["x-hub-receipt"].ToString().Split('/')[^1];
        var read = await door.GetAsync("ClaimResponse", place);
        Assert.Equal((200, first.Text), (read.Status, read.Text));
        Assert.Equal(404, (await door.GetAsync("ClaimResponse", new string('0', 64))).Status);
    }

    [Fact]
    public async Task Should_accept_every_example_of_the_guide()
    {
        door.Journal.Reply = message => message switch
        {
            IdentifyPerson => new PersonIdentified { Person = new Person { Number = "P1" }, Coverages = [new Coverage { InsuranceType = "310" }] },
            ReverseMessage => new Acknowledged(),
            _ => Samples.Settled,
        };
        var files = Directory.GetFiles(Samples.Folder, "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            var type = System.Text.Json.Nodes.JsonNode.Parse(text)!["resourceType"]!.ToString();
            var reply = await door.PostAsync(text, type);
            Assert.True(reply.Status == 200, Path.GetFileName(file) + " " + reply.Text);
            Assert.NotNull(reply.Resource);
            Assert.DoesNotContain("\"error\"", (await door.ValidateAsync(text, type)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_offer_what_metadata_says() => Assert.Equal("CapabilityStatement", (await door.MetadataAsync()).Resource.Type);
}
