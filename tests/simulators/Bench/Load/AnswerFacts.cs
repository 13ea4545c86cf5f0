namespace Hub.Simulators.Bench.Load;

/// <summary>How a request ended.</summary>
internal enum AnswerState : byte
{
    /// <summary>Not sent, or no answer yet.</summary>
    None,

    /// <summary>infcode 0 and what the answer says fits the question.</summary>
    Ok,

    /// <summary>infcode other than 0, another HTTP status, a broken line, or somebody else's answer.</summary>
    Error,
}

/// <summary>What a load generator keeps of an answer.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Receipt">Whether it named its receipt.</param>
/// <param name="SetlId"><c>setl_id</c>; "" when none.</param>
/// <param name="MdtrtId"><c>mdtrt_id</c>; "" when none.</param>
/// <param name="TotalFen"><c>medfee_sumamt</c>.</param>
/// <param name="FundFen"><c>fund_pay_sumamt</c>.</param>
/// <param name="Text">Of an error: what it was.</param>
internal readonly record struct AnswerFacts(
    AnswerState State, bool Receipt, string SetlId, string MdtrtId, long TotalFen, long FundFen, string Text);
