namespace Hub.Adapters.Bank.Wire;

/// <summary>Who the files of a bank must be for; what of it a file does not state is not compared.</summary>
/// <param name="BureauCode">6 digits.</param>
/// <param name="BankTypeCode">3 digits.</param>
/// <param name="Account">The bureau's account.</param>
/// <param name="Batch">Batch that the name of a return file says; null where the name says none.</param>
internal sealed record Addressee(string BureauCode, string BankTypeCode, string Account, string? Batch);
