using Hub.Canonical.Messages;
using Hub.Routes.SigningIn;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.SigningIn;

public sealed class When_an_operator_signs_in
{
    private readonly SagaHarness hub = new(new SignInSaga());

    private SignedIn In() => Assert.IsType<SignedIn>(hub.Submit(new SignIn { Origin = Origin("9001"), OperatorNumber = "7" }));

    private object? Out(string number) =>
        hub.Submit(new SignOut { Origin = Origin("9002"), OperatorNumber = "7", SignInNumber = number });

    [Fact]
    public void Should_give_one_number_a_day()
    {
        var first = In();
        Assert.Equal(first, In());
        Assert.Equal(new DateTime(2025, 1, 2, 9, 0, 0), first.At);
        Assert.InRange(first.SignInNumber.Length, 1, 30);
    }

    [Fact]
    public void Should_sign_out_once_and_sign_in_anew()
    {
        var first = In();
        var signedOut = Assert.IsType<SignedOut>(Out(first.SignInNumber));
        hub.Now = hub.Now.AddHours(1);
        Assert.Equal(signedOut, Out(first.SignInNumber));
        Assert.NotEqual(first.SignInNumber, In().SignInNumber);
    }

    [Fact]
    public void Should_refuse_to_sign_out_without_a_sign_in() => Assert.Equal("SGN-1001", Code(Out("x")));

    [Fact]
    public void Should_refuse_another_number()
    {
        In();
        Assert.Equal("SGN-1002", Code(Out("x")));
    }

    [Fact]
    public void Should_ask_nobody()
    {
        In();
        Assert.Empty(hub.Sent);
    }
}
