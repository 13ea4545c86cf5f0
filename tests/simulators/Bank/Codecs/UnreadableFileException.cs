namespace Hub.Simulators.Bank.Codecs;

/// <summary>A file of the bureau that breaks its format; the bank refuses it as a whole. The text holds no values of the file.</summary>
public sealed class UnreadableFileException(string reason) : Exception(reason);
