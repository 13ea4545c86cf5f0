using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Inquiry;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Inquiry;

public sealed class When_an_institution_asks
{
    private readonly SagaHarness hub = new(new InquirySaga());
    private readonly Inquire question = new() { Origin = Origin("5201"), Subject = "5201", PersonNumber = PersonNumber };

    [Fact]
    public void Should_relay_the_question_and_the_answer_once()
    {
        hub.Submit(question);
        Assert.Same(question, hub.Last.Message);
        hub.Done(NothingFound);
        hub.Done(NothingFound);
        Assert.Same(NothingFound, hub.Answer(question.Origin.Key));
    }

    [Theory]
    [InlineData(CallResult.Unknown)]
    [InlineData(CallResult.NotSent)]
    public void Should_say_that_it_may_be_asked_again(CallResult result)
    {
        hub.Submit(question);
        hub.Outcome(hub.Last.Id, result);
        Assert.Equal("INQ-1001", Code(hub.Answer(question.Origin.Key)));
    }

    [Fact]
    public void Should_pass_on_a_refusal()
    {
        hub.Submit(question);
        hub.Refuse("查无此人");
        Assert.Equal("查无此人", Assert.IsType<Refused>(hub.Answer(question.Origin.Key)).CoreText);
    }
}
