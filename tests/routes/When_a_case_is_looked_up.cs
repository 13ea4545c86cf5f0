using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests;

public sealed class When_a_case_is_looked_up
{
    public static TheoryData<ICommand, string> Commands => new()
    {
        { Register() with { Origin = Origin("2201", "K1") }, "opening:H43010000001:V1:K1" },
        { Admit() with { Origin = Origin("2401", "K1") }, "opening:H43010000001:V1:K1" },
        { Visit(), "encounter:M1" },
        { Add(Line("1", 1)), "encounter:M1" },
        { Remove("B1"), "encounter:M1" },
        { Settle(1), "encounter:M1" },
        { Cancel("S1"), "encounter:M1" },
        { CancelRegistration(), "encounter:M1" },
        { Discharge(), "encounter:M1" },
        { Amend(AdmissionStep.Change), "encounter:M1" },
        { List("S1"), "encounter:M1" },
        { CoreCancels("S1"), "encounter:M1" },
        { Claim(Line("1", 1)), "visit:H43010000001:V1" },
        { Register() with { Origin = VisitOrigin("Encounter") }, "visit:H43010000001:V1" },
        { Admit() with { Origin = VisitOrigin("Encounter") }, "visit:H43010000001:V1" },
        { Visit() with { Origin = VisitOrigin("Encounter"), EncounterId = "" }, "visit:H43010000001:V1" },
        { Settle(1) with { Origin = VisitOrigin("Claim"), EncounterId = null }, "visit:H43010000001:V1" },
        { Cancel("") with { Origin = VisitOrigin("Claim"), EncounterId = "" }, "visit:H43010000001:V1" },
        { Discharge() with { Origin = VisitOrigin("Encounter", visit: "V2") }, "visit:H43010000001:V2" },
        { Sale(Line("1", 1)) with { Trial = true, Origin = Origin("2101", "K1", Pharmacy) }, "message:P43010000001:2101:K1" },
        { new Inquire { Origin = Origin("5203", "K1"), Subject = "5203", EncounterId = "M1" }, "message:H43010000001:5203:K1" },
        { new SignIn { Origin = Origin("9001"), OperatorNumber = "7" }, "operator:H43010000001:7:2025-01-02" },
        { new SignOut { Origin = Origin("9002"), OperatorNumber = "7", SignInNumber = "x" }, "operator:H43010000001:7:2025-01-02" },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void Should_name_it_after_what_orders_it(ICommand command, string expected) =>
        Assert.Equal(CaseReference.Of(expected), new SettlementCorrelator().CaseOf(command));

    [Fact]
    public void Should_find_a_reversal_by_the_message_it_reverses()
    {
        var settle = Settle(1);
        Assert.Equal(CaseReference.OfMessage("2207", settle.Origin.Key), new SettlementCorrelator().CaseOf(Reverse(settle)));
    }

    [Fact]
    public void Should_show_no_person_in_the_name_of_a_sale() =>
        Assert.DoesNotContain(PersonNumber, SettlementCorrelator.SaleCase(Sale(Line("1", 1))), StringComparison.Ordinal);
}
