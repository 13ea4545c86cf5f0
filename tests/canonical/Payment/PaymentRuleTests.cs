namespace Hub.Canonical.Tests.Payment;

public sealed class When_a_payment_batch_is_checked
{
    private static readonly BankAccount _account = new() { Number = "6222000000000000000", Holder = "某医院" };

    private static PaymentLine Line(int number, long fen, string? serial = null) =>
        new() { Number = number, Serial = serial ?? $"S{number}", Party = "H43010000001", Payee = _account, Amount = new Money(fen) };

    private static PaymentInstruction Batch(int count, long total, params PaymentLine[] lines) => new()
    {
        BatchNumber = "B1",
        Kind = PaymentKind.PayInstitution,
        Payer = _account,
        RequestedOn = new DateOnly(2026, 1, 2),
        CreatedAt = new DateTime(2026, 1, 1, 8, 0, 0),
        Count = count,
        Total = new Money(total),
        Lines = lines,
    };

    [Fact]
    public void Should_accept_a_consistent_batch() => Assert.Empty(PaymentRules.Violations(Batch(2, 300, Line(1, 100), Line(2, 200))));

    [Fact]
    public void Should_name_each_broken_rule()
    {
        Assert.Equal(["count = number of lines"], PaymentRules.Violations(Batch(3, 300, Line(1, 100), Line(2, 200))));
        Assert.Equal(["total = sum of the lines"], PaymentRules.Violations(Batch(2, 301, Line(1, 100), Line(2, 200))));
        Assert.Equal(["line numbers run from 1 without gaps"], PaymentRules.Violations(Batch(2, 300, Line(1, 100), Line(3, 200))));
        Assert.Equal(["a serial stands once"], PaymentRules.Violations(Batch(2, 300, Line(1, 100, "S"), Line(2, 200, "S"))));
        Assert.Equal(["an amount is above zero"], PaymentRules.Violations(Batch(2, 100, Line(1, 100), Line(2, 0))));
    }
}

public sealed class When_a_contribution_is_checked
{
    private static readonly Contribution _whole = new()
    {
        Id = "U1",
        Pool = "430200",
        Agency = "430299",
        InsuranceType = InsuranceTypes.Employees,
        Month = new DateOnly(2026, 1, 1),
        EmployerAmount = new Money(800),
        PersonAmount = new Money(200),
        LateFee = new Money(3),
        Interest = new Money(1),
        Collected = new ContributionStep(new DateOnly(2026, 1, 9), new Money(1004), "T1"),
        Booked = new ContributionStep(new DateOnly(2026, 1, 10), new Money(1004), "B1"),
    };

    [Fact]
    public void Should_accept_one_that_adds_up() => Assert.Empty(ContributionRules.Violations(_whole));

    [Fact]
    public void Should_name_each_broken_rule()
    {
        Assert.Equal(["a month is named by its first day"], ContributionRules.Violations(_whole with { Month = new DateOnly(2026, 1, 2) }));
        Assert.Equal(["collected = employer's part + person's part + late fee + interest"],
            ContributionRules.Violations(_whole with { LateFee = Money.Zero }));
        Assert.Equal(["booked = collected"], ContributionRules.Violations(_whole with { Booked = _whole.Booked! with { Amount = new Money(1003) } }));
        Assert.Equal(["booked = collected"], ContributionRules.Violations(_whole with { Collected = null }));
    }
}
