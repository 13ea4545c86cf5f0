using Hub.Simulators.Bench.Requests;

namespace Hub.Simulators.Bench.Load;

/// <summary>One line that the bench says to its load generator.</summary>
/// <param name="Do"><c>prepare</c>, <c>run</c> or <c>answers</c>.</param>
/// <param name="Kind">Of prepare: what.</param>
/// <param name="Count">Of prepare: how many at most. Of run: how many at most.</param>
/// <param name="Port">Of run: port on 127.0.0.1.</param>
/// <param name="Path">Of prepare: path of the target.</param>
/// <param name="Sign">Of prepare: whether the target wants signatures.</param>
/// <param name="Connections">Of run.</param>
/// <param name="Seconds">Of run.</param>
/// <param name="Rate">Of run: requests per second, 0 = closed loop.</param>
/// <param name="File">Of answers: file to append the acknowledged settlements of all runs to.</param>
internal sealed record LoadOrder(
    string Do, RequestKind Kind = RequestKind.Sale, int Count = int.MaxValue, int Port = 0, string Path = "", bool Sign = true, int Connections = 1,
    int Seconds = 1, int Rate = 0, string File = "");

/// <summary>One line that the load generator says.</summary>
/// <param name="Said"><c>ready</c>, <c>prepared</c>, <c>second</c>, <c>report</c>, <c>written</c>.</param>
/// <param name="Count">Of prepared: requests. Of second: its number. Of written: lines.</param>
/// <param name="PerSecond">Of prepared: built and signed per second. Of second: answers ok.</param>
/// <param name="Errors">Of second.</param>
/// <param name="Report">Of report.</param>
internal sealed record LoadWord(string Said, long Count = 0, decimal PerSecond = 0, long Errors = 0, LoadReport? Report = null);
