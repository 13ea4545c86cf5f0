using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Adapters;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;
using Hub.Journal;
using Hub.Simulators.Core.Faults;

namespace Hub.Contract.Tests;

/// <summary>A claim without one word of the national interface, through engine, routes and line, in the core's own books.</summary>
public sealed class When_a_claim_is_settled_at_the_core(PostgresFixture postgres) : IAsyncLifetime
{
    private HubUnderTest hub = null!;
    private int keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => hub = await HubUnderTest.StartAsync(postgres, new InfnoDoor());

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Theory]
    [InlineData(CareSetting.Outpatient)]
    [InlineData(CareSetting.Inpatient)]
    public async Task Should_book_it_once_at_the_core_and_in_the_hub(CareSetting setting)
    {
        var claim = Claim(setting, lines: 3);
        var answer = await SubmitAsync(claim);
        Assert.Equal("Adjudicated", answer.Type);
        var id = answer.Reply.GetProperty("Adjudication").GetProperty("SettlementId").GetString()!;
        var theirs = hub.Core.Read(books => books.Find(id))!;
        Assert.Equal((claim.Total.Fen, false), (theirs.Amounts.TotalFen, theirs.Reversed));
        Assert.Equal(hub.Site.PersonOf(1).PsnNo, theirs.Person.PsnNo);
        var ours = (await hub.Book.FindAsync(id, Cancel))!;
        Assert.Equal((claim.Total, claim.Origin.Key, setting), (ours.Total, ours.MessageKey, ours.Setting));
        Assert.Equal("SET-1022", Code(await SubmitAsync(Again(claim))));
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_upload_and_settle_a_long_stay()
    {
        var answer = await SubmitAsync(Claim(CareSetting.Inpatient, lines: 1_200));
        Assert.Equal("Adjudicated", answer.Type);
        Assert.Equal(1, hub.Standing);
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer, "2207")]
    [InlineData(FaultKind.LostRequest, "2207")]
    [InlineData(FaultKind.LostAnswer, "2204")]
    [InlineData(FaultKind.LostRequest, "2204")]
    [InlineData(FaultKind.LostAnswer, "2203")]
    [InlineData(FaultKind.Http500, "1101")]
    public async Task Should_be_settled_once_when_the_hospital_claims_until_it_is(FaultKind fault, string infno)
    {
        hub.Core.Faults.Use(1, [new FaultRule { Kind = fault, PerMillion = 1_000_000, InfNos = new HashSet<string> { infno } }]);
        var claim = Claim(CareSetting.Outpatient, lines: 2);
        var answer = await SubmitAsync(claim);
        hub.Core.Faults.Clear();
        if (answer.Type != "Adjudicated")
        {
            Assert.Contains(Code(answer), (string[])["SET-1205", "SET-1201"]);
            answer = await SubmitAsync(Again(claim));
        }

        Assert.Equal("Adjudicated", answer.Type);
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_be_cancelled_by_the_number_of_its_visit()
    {
        var claim = Claim(CareSetting.Outpatient, lines: 2);
        await SubmitAsync(claim);
        var cancelled = await SubmitAsync(new CancelSettlement
        {
            Origin = Again(claim).Origin, Setting = claim.Setting, SettlementId = "", EncounterId = "", PersonNumber = "",
        });
        Assert.Equal("Adjudicated", cancelled.Type);
        Assert.Equal(0, hub.Standing);
        Assert.Equal("Adjudicated", (await SubmitAsync(Again(claim))).Type);
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_be_reversed_by_its_message()
    {
        var claim = Claim(CareSetting.Inpatient, lines: 2);
        await SubmitAsync(claim);
        var reversed = await SubmitAsync(new ReverseMessage
        {
            Origin = Again(claim).Origin with { Kind = "undo" }, PersonNumber = "", OriginalKey = claim.Origin.Key, OriginalKind = claim.Origin.Kind,
        });
        Assert.Equal("Acknowledged", reversed.Type);
        Assert.Equal(0, hub.Standing);
    }

    private static string Code((string Type, JsonElement Reply) answer) =>
        answer.Type == "Refused" ? answer.Reply.GetProperty("Code").GetString()! : answer.Type;

    private SubmitClaim Claim(CareSetting setting, int lines)
    {
        var person = hub.Site.PersonOf(1);
        var day = new DateTime(2026, 11, 2, 9, 0, 0);
        var fees = Enumerable.Range(1, lines).Select(i => new FeeLine
        {
            SerialNumber = FormattableString.Invariant($"{i:D4}"), CatalogueCode = "XA01ABD075A002010100483", InstitutionCode = "D0001",
            OccurredAt = day, Quantity = 1, UnitPrice = 12.5m, Amount = new Money(1250),
        }).ToList();
        return new SubmitClaim
        {
            Origin = Origin("claim"), Setting = setting, VisitNumber = "V1", BeginsAt = day, EndsAt = setting == CareSetting.Inpatient ? day.AddDays(3) : null,
            Person = new Person { DocumentType = "01", DocumentNumber = person.CertNo, Name = person.Name },
            Credential = new Credential { Type = "02", Number = person.CertNo }, InsuranceType = person.InsuType,
            MedicalCategory = setting == CareSetting.Inpatient ? "2101" : "11", DepartmentCode = "A03", DepartmentName = "内科",
            Practitioner = "D430100000001", PractitionerName = "示例医师", Lines = fees, Total = new Money(1250 * lines), UsePersonalAccount = true,
            Diagnoses = [new Diagnosis { Type = "1", Rank = 1, Code = "J06.900", Name = "急性上呼吸道感染" }],
        };
    }

    private SubmitClaim Again(SubmitClaim claim) => claim with { Origin = Origin("claim") };

    private Origin Origin(string kind) => new()
    {
        Partner = DoorSite.Hospital, Channel = PlainEncoder.Name, Kind = kind, Key = FormattableString.Invariant($"{kind}-{++keys}"),
        Institution = DoorSite.Hospital, TreatmentDivision = DoorSite.Division, SentAt = new DateTime(2026, 11, 2, 9, 0, 0), Visit = "V1",
    };

    private async Task<(string Type, JsonElement Reply)> SubmitAsync(ICommand command)
    {
        var raw = Encoding.UTF8.GetBytes(command.Origin.Kind + command.Origin.Key);
        var received = new ReceivedMessage
        {
            Partner = command.Origin.Partner, Channel = command.Origin.Channel, Kind = command.Origin.Kind, Key = command.Origin.Key,
            ContentDigest = SHA256.HashData(raw), Raw = raw, ReceivedAt = TimeProvider.System.GetUtcNow(),
        };
        var outcome = await hub.Pipeline.AcceptAsync(received, command, TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(IntakeResult.Answered, outcome.Result);
        using var answer = JsonDocument.Parse(outcome.Answer);
        return (answer.RootElement.GetProperty("Type").GetString()!, answer.RootElement.GetProperty("Reply").Clone());
    }
}
