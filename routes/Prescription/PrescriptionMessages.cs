namespace Hub.Routes.Prescription;

/// <summary>A sale asks for a circulated prescription before the core hears of the sale.</summary>
/// <param name="Number">rxno as the pharmacy sent it.</param>
/// <param name="Sale">Case of the sale.</param>
/// <param name="Attempt">Number of the settlement in that case.</param>
public sealed record ReservePrescription(string Number, string Sale, int Attempt);

/// <summary>The prescription is this sale's.</summary>
public sealed record PrescriptionReserved(string Number, int Attempt);

/// <summary>The prescription is another sale's; whose is nobody's business.</summary>
public sealed record PrescriptionTaken(string Number, int Attempt);

/// <summary>The sale was refused, reversed or cancelled: the prescription may be dispensed again.</summary>
public sealed record ReleasePrescription(string Number, string Sale, int Attempt);
