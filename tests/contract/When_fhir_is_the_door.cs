using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests;

public sealed class When_fhir_is_the_door(PostgresFixture postgres) : DoorContract(postgres, new FhirDoor());
